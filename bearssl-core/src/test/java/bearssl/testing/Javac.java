package bearssl.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The running JDK's compiler, with its output kept in memory.
 *
 * @param classes internal name to class file
 * @param errors one line each, empty when all compiled
 */
public record Javac(Map<String, byte[]> classes, List<String> errors) {
    /** A source text as a compilation unit: {@code source("p/A.java", "package p; ...")}. */
    static JavaFileObject source(String path, String text) {
        URI uri = URI.create("string:///" + path);
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Compiles files and texts together, without annotation processing. */
    static Javac compile(List<Path> files, List<JavaFileObject> texts, String... options) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        StandardJavaFileManager disk = javac.getStandardFileManager(messages, null, null);
        Memory memory = new Memory(disk);
        List<String> all = new ArrayList<>(List.of("-proc:none", "-implicit:none"));
        all.add("-Xlint:-options");
        all.addAll(List.of(options));
        List<JavaFileObject> units = new ArrayList<>(texts);
        disk.getJavaFileObjectsFromPaths(files).forEach(units::add);
        StringWriter fatal = new StringWriter();
        boolean done = javac.getTask(fatal, memory, messages, all, null, units).call();
        List<String> errors = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> d : messages.getDiagnostics()) {
            if (d.getKind() == Diagnostic.Kind.ERROR) {
                String where = d.getSource() == null ? "" : d.getSource().getName();
                errors.add(where + ":" + d.getLineNumber() + " " + d.getMessage(null));
            }
        }
        if (!done && errors.isEmpty()) { // a lack that javac has no message for
            errors.add("javac gave up: " + fatal);
        }
        Map<String, byte[]> classes = new TreeMap<>();
        memory.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return new Javac(classes, errors);
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(JavaFileManager disk) {
            super(disk);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name,
                JavaFileObject.Kind kind, FileObject sibling) {
            String internal = name.replace('.', '/');
            return new SimpleJavaFileObject(URI.create("memory:///" + internal), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    written.put(internal, out);
                    return out;
                }
            };
        }
    }
}
