package bearssl.ec;

/** What {@link EcdsaSignTest} asks, with the fast engine, which brings its own arithmetic modulo the order. */
class EcdsaSignP256WideTest extends EcdsaSignTest {
    @Override
    EcCurve curve() {
        return EcP256Wide.INSTANCE;
    }
}
