package constrained.teavm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Class files made into something else by TeaVM: the program's and the libraries', unchanged. */
public final class Translation {
    private static final int HEAP = 1 << 20; // bytes, where nothing else is said

    private Translation() {
    }

    /** Into C. The Java heap has as many bytes as the environment's HEAP says. @param folder gets all.c and the rest */
    public static void toC(Class<?> program, Path folder) throws IOException {
        translate(TeaVMTargetType.C, program, folder);
        String main = edit(folder.resolve("main.c"), "(?s)^(.*)teavm_initHeap\\([^)]*\\)",
                match -> "#include \"shim.h\"\n" + match.group(1) + "teavm_initHeap(shim_heap(), shim_heap())");
        if (!main.startsWith("#include \"shim.h\"")) {
            throw new IOException("main.c does not call teavm_initHeap as that of TeaVM 0.13");
        }
        // C99 has no \\u below 00A0
        edit(folder.resolve("strings.c"), "\\\\u00([0-9a-f]{2})",
                match -> String.format("\\%03o", Integer.parseInt(match.group(1), 16)));
    }

    private static String edit(Path file, String pattern, Function<MatchResult, String> replacement) throws IOException {
        String text = Files.readString(file);
        String changed = Pattern.compile(pattern).matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
        Files.writeString(file, changed);
        return changed;
    }

    /** Into JavaScript. @param folder gets classes.js */
    static void toJavaScript(Class<?> program, Path folder) throws IOException {
        translate(TeaVMTargetType.JAVASCRIPT, program, folder);
    }

    /** Into WebAssembly with the system interface WASI. @param folder gets classes.wasm */
    static void toWasi(Class<?> program, Path folder) throws IOException {
        translate(TeaVMTargetType.WEBASSEMBLY_WASI, program, folder);
    }

    private static void translate(TeaVMTargetType target, Class<?> program, Path folder) throws IOException {
        TeaVMTool tool = new TeaVMTool();
        tool.setTargetType(target);
        tool.setMainClass(program.getName());
        tool.setTargetDirectory(folder.toFile());
        tool.setClassPath(classPath());
        tool.setClassLoader(program.getClassLoader());
        // FULL makes a third more of it, by inlining
        tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
        tool.setMinHeapSize(HEAP);
        tool.setMaxHeapSize(HEAP);
        tool.setAssertionsRemoved(true);
        tool.setObfuscated(true);
        tool.setShortFileNames(false);
        try {
            tool.generate();
        } catch (TeaVMToolException e) {
            throw new IOException(e);
        }
        StringBuilder problems = new StringBuilder();
        for (Problem problem : tool.getProblemProvider().getProblems()) {
            problems.append(problem.getText()).append(List.of(problem.getParams())).append('\n');
        }
        if (problems.length() > 0) {
            throw new IOException(problems.toString());
        }
    }

    private static List<File> classPath() {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<File> files = new ArrayList<>();
        for (String entry : here.split(File.pathSeparator)) {
            files.add(new File(entry));
        }
        return files;
    }
}
