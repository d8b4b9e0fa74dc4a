package bearssl.testing;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** What a class file names outside itself. */
final class References {
    private References() {
    }

    /** Every type and every member, dotted: {@code a.B}, {@code a.B.field}, {@code a.B.call(I)V}. */
    static Set<String> of(byte[] classFile) {
        Set<String> found = new TreeSet<>(types(classFile));
        new ClassReader(classFile).accept(new ClassVisitor(ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                return new Members(found);
            }
        }, 0);
        return found;
    }

    /** Every type, dotted, array types by their element. */
    static Set<String> types(byte[] classFile) {
        Set<String> found = new TreeSet<>();
        new ClassReader(classFile).accept(new ClassRemapper(null, new Remapper() {
            @Override
            public String map(String internalName) {
                found.add(internalName.replace('/', '.'));
                return internalName;
            }
        }) {
            // with no visitor behind it, ClassRemapper would skip fields and code
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor,
                    String signature, String[] exceptions) {
                super.visitMethod(access, name, descriptor, signature, exceptions);
                return createMethodRemapper(new MethodVisitor(ASM9) { });
            }
        }, 0);
        return found;
    }

    private static final class Members extends MethodVisitor {
        private final Set<String> found;

        Members(Set<String> found) {
            super(ASM9);
            this.found = found;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            found.add(owner.replace('/', '.') + "." + name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor,
                boolean isInterface) {
            if (!owner.startsWith("[")) {
                found.add(owner.replace('/', '.') + "." + name + descriptor);
            } else {
                found.add("array." + name);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap,
                Object... args) {
            found.add(bootstrap.getOwner().replace('/', '.') + "." + bootstrap.getName());
        }
    }
}
