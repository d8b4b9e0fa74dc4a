package bearssl.testing;

import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.util.Printer;

/**
 * What class files must hold to run on small Java platforms, and to allocate nothing after set-up.
 * Every method returns the violations, one line each; {@code ClassFileRulesTest} of each module
 * demands none, and {@code ClassFileRulesControlTest} shows each of them being found.
 */
public final class ClassFileRules {
    /** Java 8. */
    private static final int CLASS_VERSION = 52;

    /** MicroEJ's limit for one class, inherited fields included. */
    private static final int MAX_REFERENCE_FIELDS = 31;

    private final Map<String, byte[]> classes;

    /** @param classes internal name to class file, for example of {@link ModuleFiles#classes} */
    public ClassFileRules(Map<String, byte[]> classes) {
        this.classes = classes;
    }

    /** The classes of all packages but these. */
    public ClassFileRules except(String... packages) {
        Map<String, byte[]> rest = new TreeMap<>(classes);
        rest.keySet().removeIf(c -> List.of(packages).contains(ModuleFiles.packageOf(c)));
        return new ClassFileRules(rest);
    }

    /** Java 8 class files without invokedynamic, hence without lambdas. */
    public List<String> classVersion() {
        return scan(new Rule() {
            @Override
            public void visit(int version, int access, String name, String signature,
                    String superName, String[] interfaces) {
                if (version != CLASS_VERSION) {
                    violation("class file version " + version);
                }
            }

            @Override
            void invokeDynamic() {
                violation("invokedynamic");
            }
        });
    }

    /**
     * No enum, annotation, reflection, class literal, thread, monitor, float, double, native
     * method, finalizer, assert, string building or access method for a nested class.
     */
    public List<String> language() {
        return scan(new LanguageRule());
    }

    /**
     * No member and no type of the Java library but these.
     *
     * @param allowed lines such as {@code java.lang.String.charAt(I)C} and {@code java.lang.String}
     */
    public List<String> javaApi(Set<String> allowed) {
        Set<String> others = new TreeSet<>();
        for (Map.Entry<String, byte[]> c : classes.entrySet()) {
            for (String used : References.of(c.getValue())) {
                boolean own = used.startsWith("bearssl.") || used.startsWith("mqttlite.");
                if (!own && !allowed.contains(used)) {
                    others.add(c.getKey().replace('/', '.') + " uses " + used);
                }
            }
        }
        return List.copyOf(others);
    }

    /** At most 31 reference fields in an object, inherited ones included. */
    public List<String> referenceFields() {
        List<String> found = new ArrayList<>();
        for (String name : classes.keySet()) {
            int n = 0;
            for (String c = name; !c.equals("java/lang/Object"); ) {
                ClassReader reader = new ClassReader(bytes(c));
                n += referenceFieldsOf(reader);
                c = reader.getSuperName();
            }
            if (n > MAX_REFERENCE_FIELDS) {
                found.add(name.replace('/', '.') + " has " + n + " reference fields");
            }
        }
        return found;
    }

    /**
     * {@code new} only in constructors, class initialisers and methods named {@code create...} or
     * {@code new...}; the exception that ends a set-up mistake may be made anywhere.
     */
    public List<String> allocation() {
        return scan(new AllocationRule());
    }

    private List<String> scan(Rule rule) {
        for (byte[] file : classes.values()) {
            new ClassReader(file).accept(rule.start(), 0);
        }
        return rule.found;
    }

    private byte[] bytes(String internalName) {
        if (classes.containsKey(internalName)) {
            return classes.get(internalName);
        }
        ClassLoader loader = ClassFileRules.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int referenceFieldsOf(ClassReader reader) {
        int[] n = {0};
        reader.accept(new ClassVisitor(ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor,
                    String signature, Object value) {
                boolean reference = descriptor.startsWith("L") || descriptor.startsWith("[");
                if (reference && (access & ACC_STATIC) == 0) {
                    n[0]++;
                }
                return null;
            }
        }, ClassReader.SKIP_CODE);
        return n[0];
    }

    /** Visits class after class and says where the violations are. */
    private abstract static class Rule extends ClassVisitor {
        final List<String> found = new ArrayList<>();
        private String className;
        String methodName;
        private int line;

        Rule() {
            super(ASM9);
        }

        final ClassVisitor start() {
            methodName = null;
            line = 0;
            return new ClassVisitor(ASM9, this) {
                @Override
                public void visit(int version, int access, String name, String signature,
                        String superName, String[] interfaces) {
                    className = name.replace('/', '.');
                    super.visit(version, access, name, signature, superName, interfaces);
                }
            };
        }

        final void violation(String what) {
            String method = methodName == null ? "" : "." + methodName + ":" + line;
            found.add(className + method + " " + what);
        }

        void method(int access, String descriptor) {
        }

        void instruction(int opcode) {
        }

        void invokeDynamic() {
        }

        void newObject(String type) {
        }

        void invoke(String owner, String name, String descriptor) {
        }

        void constant(Object value) {
        }

        @Override
        public final MethodVisitor visitMethod(int access, String name, String descriptor,
                String signature, String[] exceptions) {
            methodName = name;
            line = 0;
            method(access, descriptor);
            return new Code();
        }

        private final class Code extends MethodVisitor {
            Code() {
                super(ASM9);
            }

            @Override
            public void visitEnd() {
                methodName = null;
            }

            @Override
            public void visitLineNumber(int l, Label start) {
                line = l;
            }

            @Override
            public void visitInsn(int opcode) {
                instruction(opcode);
            }

            @Override
            public void visitVarInsn(int opcode, int varIndex) {
                instruction(opcode);
            }

            @Override
            public void visitIntInsn(int opcode, int operand) {
                if (opcode == NEWARRAY) {
                    newObject(operand == T_FLOAT ? "[F" : operand == T_DOUBLE ? "[D" : "array");
                }
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                if (opcode == NEW || opcode == ANEWARRAY) {
                    newObject(type);
                }
            }

            @Override
            public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
                newObject(descriptor);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor,
                    boolean isInterface) {
                invoke(owner, name, descriptor);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap,
                    Object... args) {
                invokeDynamic();
            }

            @Override
            public void visitLdcInsn(Object value) {
                constant(value);
            }
        }
    }

    private static final class LanguageRule extends Rule {
        @Override
        public void visit(int version, int access, String name, String signature,
                String superName, String[] interfaces) {
            if ((access & ACC_ENUM) != 0 || "java/lang/Enum".equals(superName)) {
                violation("is an enum");
            }
            if ((access & ACC_ANNOTATION) != 0) {
                violation("is an annotation");
            }
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor,
                String signature, Object value) {
            refuseFloating(descriptor, "field " + name);
            if (name.equals("$assertionsDisabled")) {
                violation("assert");
            }
            if (name.startsWith("$SwitchMap$")) {
                violation("switch on an enum");
            }
            return null;
        }

        @Override
        void method(int access, String descriptor) {
            refuseFloating(descriptor, "signature");
            if ((access & ACC_SYNCHRONIZED) != 0) {
                violation("synchronized");
            }
            if ((access & ACC_NATIVE) != 0) {
                violation("native");
            }
            if (methodName.equals("finalize")) {
                violation("finalizer");
            }
            if (methodName.startsWith("access$")) {
                violation("private access between nested classes");
            }
        }

        @Override
        void instruction(int opcode) {
            String name = Printer.OPCODES[opcode];
            if (opcode == MONITORENTER || opcode == MONITOREXIT) {
                violation("synchronized");
            } else if (name.matches("[FD](?!UP)[A-Z]+(_\\d)?|[IL]2[FD]")) {
                violation("floating point: " + name);
            }
        }

        @Override
        void newObject(String type) {
            refuseFloating(type, "new array");
        }

        @Override
        void invoke(String owner, String name, String descriptor) {
            refuseFloating(descriptor, "call of " + name);
            if (owner.matches("java/lang/String(Builder|Buffer)")) {
                violation("string concatenation or building");
            }
            if (owner.startsWith("java/lang/reflect/") || owner.equals("java/lang/Class")
                    || owner.equals("java/util/ServiceLoader") || name.equals("getClass")) {
                violation("reflection: " + owner + "." + name);
            }
            if (owner.equals("java/lang/Thread") || owner.equals("java/lang/Runnable")
                    || owner.startsWith("java/util/concurrent/")
                    || owner.equals("java/lang/Object") && name.matches("wait|notify|notifyAll")) {
                violation("thread: " + owner + "." + name);
            }
        }

        @Override
        void constant(Object value) {
            if (value instanceof Type) {
                violation("class literal");
            }
            if (value instanceof Float || value instanceof Double) {
                violation("floating point constant");
            }
        }

        private void refuseFloating(String descriptor, String what) {
            if (descriptor.replaceAll("L[^;]*;", "").matches(".*[FD].*")
                    && descriptor.matches("[\\[(FDL].*")) {
                violation("floating point in " + what);
            }
        }
    }

    private static final class AllocationRule extends Rule {
        @Override
        void newObject(String type) {
            if (!mayAllocate() && !type.matches("java/lang/\\w+Exception")) {
                violation("allocates " + type.replace('/', '.'));
            }
        }

        @Override
        void invoke(String owner, String name, String descriptor) {
            if (name.equals("clone") && !mayAllocate()) {
                violation("allocates a clone");
            }
        }

        @Override
        void invokeDynamic() {
            violation("invokedynamic may allocate");
        }

        private boolean mayAllocate() {
            return methodName.equals("<init>") || methodName.equals("<clinit>")
                    || methodName.startsWith("create") || methodName.startsWith("new");
        }
    }
}
