package bearssl.aead;

/** All that {@link AesCtTest} asks, of the engine of four blocks. */
class AesCt64Test extends AesCtTest {
    @Override
    AesCtr engine() {
        return new AesCt64();
    }
}
