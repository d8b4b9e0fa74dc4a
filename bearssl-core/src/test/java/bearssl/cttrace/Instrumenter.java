package bearssl.cttrace;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Rewrites one class so that everything an observer of time or memory addresses could see reaches
 * {@link Trace}. Adds no branch, so the stack map frames of the original stay valid.
 */
final class Instrumenter extends ClassVisitor {
    /** Begins the site kind of a call that leaves the recorded classes. */
    static final String FOREIGN = "calls ";

    private static final String TRACE = Trace.class.getName().replace('.', '/');

    private final Predicate<String> inside;
    private final boolean shifts;
    private String cls;

    private Instrumenter(ClassVisitor cv, Predicate<String> inside, boolean shifts) {
        super(ASM9, cv);
        this.inside = inside;
        this.shifts = shifts;
    }

    /**
     * The class with its recording calls.
     *
     * @param inside whether a class (dotted name) is rewritten too; calls to others are foreign
     * @param shifts whether shift distances are recorded
     */
    static byte[] instrument(byte[] in, Predicate<String> inside, boolean shifts) {
        ClassReader cr = new ClassReader(in);
        ClassWriter cw = new ClassWriter(cr, ClassWriter.COMPUTE_MAXS);
        cr.accept(new Instrumenter(cw, inside, shifts), 0);
        return cw.toByteArray();
    }

    @Override
    public void visit(int v, int acc, String name, String sig, String sup, String[] itf) {
        cls = dotted(name);
        super.visit(v, acc, name, sig, sup, itf);
    }

    @Override
    public MethodVisitor visitMethod(int acc, String name, String desc, String sig, String[] exc) {
        return new Method(super.visitMethod(acc, name, desc, sig, exc), name);
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    private final class Method extends MethodVisitor {
        private final String method;
        private final Set<Label> handlers = new HashSet<>();
        private int line;
        private boolean handlerPending;

        Method(MethodVisitor mv, String method) {
            super(ASM9, mv);
            this.method = method;
        }

        /** Pushes the number of a new site. */
        private void site(String kind) {
            super.visitLdcInsn(Trace.site(cls + "." + method + ":" + line + " " + kind));
        }

        private void call(String name, String desc) {
            super.visitMethodInsn(INVOKESTATIC, TRACE, name, desc, false);
        }

        private void reached(String kind) {
            site(kind);
            call("enter", "(I)V");
        }

        /** Records the int on top of the stack. */
        private void top(String kind) {
            super.visitInsn(DUP);
            site(kind);
            call("val", "(II)V");
        }

        @Override
        public void visitCode() {
            super.visitCode();
            reached("enter"); // shows which method a virtual call chose
        }

        @Override
        public void visitLineNumber(int l, Label start) {
            line = l;
            super.visitLineNumber(l, start);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            handlers.add(handler);
            super.visitTryCatchBlock(start, end, handler, type);
        }

        @Override
        public void visitLabel(Label l) {
            super.visitLabel(l);
            handlerPending |= handlers.contains(l);
        }

        // a handler begins with a frame, and nothing may stand between its label and that frame
        @Override
        public void visitFrame(int type, int nLocal, Object[] local, int nStack, Object[] stack) {
            super.visitFrame(type, nLocal, local, nStack, stack);
            if (handlerPending) {
                handlerPending = false;
                reached("handler");
            }
        }

        @Override
        public void visitJumpInsn(int op, Label l) {
            if (op >= IFEQ && op <= IFLE) {
                super.visitInsn(DUP);
                super.visitIntInsn(SIPUSH, op);
                site("branch");
                call("if1", "(III)V");
            } else if (op >= IF_ICMPEQ && op <= IF_ICMPLE) {
                super.visitInsn(DUP2);
                super.visitIntInsn(SIPUSH, op);
                site("branch");
                call("if2", "(IIII)V");
            } else if (op == IFNULL || op == IFNONNULL) {
                super.visitInsn(DUP);
                site("branch");
                call("ifNull", "(Ljava/lang/Object;I)V");
            } else if (op == IF_ACMPEQ || op == IF_ACMPNE) {
                super.visitInsn(DUP2);
                site("branch");
                call("ifSame", "(Ljava/lang/Object;Ljava/lang/Object;I)V");
            }
            super.visitJumpInsn(op, l);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
            top("switch");
            super.visitTableSwitchInsn(min, max, dflt, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
            top("switch");
            super.visitLookupSwitchInsn(dflt, keys, labels);
        }

        @Override
        public void visitIntInsn(int op, int v) {
            if (op == NEWARRAY) {
                top("array length");
            }
            super.visitIntInsn(op, v);
        }

        @Override
        public void visitTypeInsn(int op, String type) {
            if (op == ANEWARRAY) {
                top("array length");
            }
            super.visitTypeInsn(op, type);
        }

        @Override
        public void visitInsn(int op) {
            switch (op) {
                case IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD ->
                    top("load index");
                case IASTORE, FASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> {
                    super.visitInsn(DUP2); // array index value -> array index value index
                    super.visitInsn(POP);
                    site("store index");
                    call("val", "(II)V");
                }
                case LASTORE, DASTORE -> {
                    super.visitInsn(DUP2_X1); // array index VALUE -> array VALUE index VALUE
                    super.visitInsn(POP2); // array VALUE index
                    super.visitInsn(DUP_X2); // array index VALUE index
                    site("store index");
                    call("val", "(II)V");
                }
                case IDIV -> {
                    site("division");
                    call("idiv", "(III)I");
                    return;
                }
                case IREM -> {
                    site("division");
                    call("irem", "(III)I");
                    return;
                }
                case LDIV -> {
                    site("division");
                    call("ldiv", "(JJI)J");
                    return;
                }
                case LREM -> {
                    site("division");
                    call("lrem", "(JJI)J");
                    return;
                }
                case ISHL, ISHR, IUSHR, LSHL, LSHR, LUSHR -> {
                    if (shifts) {
                        top("shift distance");
                    }
                }
                case ATHROW -> reached("throw");
                default -> { }
            }
            super.visitInsn(op);
        }

        @Override
        public void visitMethodInsn(int op, String owner, String name, String desc, boolean itf) {
            if (owner.equals("java/lang/System") && name.equals("arraycopy")) {
                site("arraycopy");
                call("arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;III)V");
                return;
            }
            boolean objectInit = owner.equals("java/lang/Object") && name.equals("<init>");
            if (!inside.test(dotted(owner)) && !objectInit) {
                reached(FOREIGN + dotted(owner) + "." + name);
            }
            super.visitMethodInsn(op, owner, name, desc, itf);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String desc, Handle h, Object... args) {
            reached(FOREIGN + "invokedynamic " + name);
            super.visitInvokeDynamicInsn(name, desc, h, args);
        }

        @Override
        public void visitMultiANewArrayInsn(String desc, int dims) {
            reached(FOREIGN + "multianewarray"); // its lengths are not recorded
            super.visitMultiANewArrayInsn(desc, dims);
        }
    }
}
