package bearssl.ec;

/** What {@link EcdsaVerifyTest} asks, with the fast engine, which brings its own arithmetic modulo the order. */
class EcdsaVerifyP256WideTest extends EcdsaVerifyTest {
    @Override
    EcCurve curve() {
        return EcP256Wide.INSTANCE;
    }
}
