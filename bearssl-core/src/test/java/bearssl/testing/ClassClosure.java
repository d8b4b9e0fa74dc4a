package bearssl.testing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** The classes of a module that a class can reach by name: an upper bound for what a shrinker keeps of it. */
public final class ClassClosure {
    private ClassClosure() {
    }

    /**
     * The closure over everything that class files name.
     *
     * @param classes internal names to class files
     * @param root    internal name to start from
     */
    public static Set<String> of(Map<String, byte[]> classes, String root) {
        return of(classes, root, name -> true);
    }

    /** The same without the classes that are not followed, nor what only they reach. */
    public static Set<String> of(Map<String, byte[]> classes, String root, Predicate<String> followed) {
        Set<String> reached = new TreeSet<>();
        visit(classes, root, followed, reached);
        return reached;
    }

    private static void visit(Map<String, byte[]> classes, String name, Predicate<String> followed,
            Set<String> reached) {
        if (!classes.containsKey(name) || !followed.test(name) || !reached.add(name)) {
            return;
        }
        for (String type : References.types(classes.get(name))) {
            visit(classes, type.replace('.', '/'), followed, reached);
        }
    }

    /** Bytes of bytecode in a class: what flash holds of its methods. */
    public static int codeBytes(byte[] classFile) {
        int[] sum = new int[1];
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                return new CodeSizeEvaluator(null) {
                    @Override
                    public void visitEnd() {
                        sum[0] += getMaxSize();
                    }
                };
            }
        }, 0);
        return sum[0];
    }
}
