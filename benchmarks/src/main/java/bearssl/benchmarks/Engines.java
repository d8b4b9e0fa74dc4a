package bearssl.benchmarks;

import bearssl.aead.AesCt;
import bearssl.aead.AesCt64;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.aead.GhashCtmul64;
import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP256Wide;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha256Unrolled;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaI15Private;
import bearssl.rsa.RsaI28;
import bearssl.rsa.RsaI28Private;
import bearssl.rsa.RsaPrivate;
import bearssl.rsa.RsaPublic;
import java.util.function.Supplier;

/** The engines of this library that a profile is made of. */
record Engines(HashFunction sha256, RsaPublic rsa, RsaPrivate rsaPrivate, EcCurve p256, Supplier<Gcm> gcm) {
    static final Engines SMALL = new Engines(Sha256.INSTANCE, RsaI15.INSTANCE, RsaI15Private.INSTANCE,
            EcP256M15.INSTANCE, () -> new Gcm(new AesCt(), new GhashCtmul32()));
    static final Engines FAST = new Engines(Sha256Unrolled.INSTANCE, RsaI28.INSTANCE,
            RsaI28Private.INSTANCE, EcP256Wide.INSTANCE, () -> new Gcm(new AesCt64(), new GhashCtmul64()));

    /** A workspace with room for any one operation. */
    static Workspace workspace() {
        return new Workspace(4096, 4096, 4096, 4096);
    }
}
