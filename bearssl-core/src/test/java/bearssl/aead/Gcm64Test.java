package bearssl.aead;

/** All that {@link GcmTest} asks, with the engines for 64-bit machines. */
class Gcm64Test extends GcmTest {
    @Override
    Gcm engine() {
        return new Gcm(new AesCt64(), new GhashCtmul64());
    }

    @Override
    int retained() {
        return 1050;
    }
}
