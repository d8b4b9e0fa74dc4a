/**
 * Ready-made choices of implementations, one class a file: {@link bearssl.tls.profile.EcdheProfile} (the default),
 * {@link bearssl.tls.profile.RsaGcmProfile} (least memory, no forward secrecy),
 * {@link bearssl.tls.profile.AwsIotProfile} (the default with a client key, and what AWS IoT wants besides) and
 * {@link bearssl.tls.profile.FullProfile}. Each names every class it needs; what it does not name is not carried.
 *
 * <pre>
 *     TlsProfile profile = EcdheProfile.create();
 *     Workspace ws = profile.newWorkspace();
 * </pre>
 */
package bearssl.tls.profile;
