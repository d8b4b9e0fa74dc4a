/** Leaky code and its constant-time twin, in pairs: what {@code CtCheckTest} must tell apart. */
package bearssl.cttrace.controls;
