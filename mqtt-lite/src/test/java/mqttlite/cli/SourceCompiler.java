package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and loads generated source. */
final class SourceCompiler {
    private SourceCompiler() {
    }

    static Class<?> compile(Path folder, String name, String source) throws IOException, ClassNotFoundException {
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter said = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-proc:none", "--release", "8", "-Xlint:all,-options",
                "-Werror", "-cp", System.getProperty("java.class.path"));
        assertTrue(ToolProvider.getSystemJavaCompiler().getTask(said, null, null, options, null, List.of(file)).call(),
                said::toString);
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()},
                SourceCompiler.class.getClassLoader());
        return Class.forName(name, true, loader);
    }
}
