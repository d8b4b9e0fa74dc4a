package bearssl.x509;

/** What a {@link DerWalker} tells of the elements that its grammar names. */
abstract class DerHandler {
    /**
     * An event of an element with an action. Which events come depends on the action, see {@link DerWalker}.
     *
     * @param action the grammar's action character
     * @param event  {@link DerTokenizer#TAG}, OPEN, BITS, BYTES or CLOSE
     * @return 0, or minus a code to end with
     */
    abstract int event(int action, int event);
}
