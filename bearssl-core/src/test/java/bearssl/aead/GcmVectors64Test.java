package bearssl.aead;

/** All that {@link GcmVectorsTest} asks, with the engines for 64-bit machines. */
class GcmVectors64Test extends GcmVectorsTest {
    @Override
    Gcm engine() {
        return new Gcm(new AesCt64(), new GhashCtmul64());
    }
}
