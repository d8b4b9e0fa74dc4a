package constrained.flash;

import constrained.teavm.CCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A processor without an operating system, by its compiler of Debian. */
enum Silicon {
    ESP8266("Xtensa LX106", "xtensa-lx106-elf", "-mlongcalls", "-fno-jump-tables", "-fno-tree-loop-optimize"),
    CORTEX_M3("Cortex-M3", "arm-none-eabi", "-mcpu=cortex-m3", "-mthumb");

    private static final String NEWLIB = "/usr/include/newlib";

    final String title;
    private final String prefix;
    private final List<String> flags;

    Silicon(String title, String prefix, String... flags) {
        this.title = title;
        this.prefix = prefix;
        this.flags = List.of(flags);
    }

    /**
     * Compiles what TeaVM has made of the libraries, a class at a time; nothing is linked.
     *
     * @param sources all of its C
     * @return bytes of code and data by class, such as {@code bearssl/tls/Engine}
     */
    Map<String, Integer> sizes(Path sources) throws IOException {
        Path shims = Files.createDirectories(sources.resolve("shims"));
        for (String header : List.of("uchar.h", "setjmp.h", "shim.h")) {
            String folder = header.equals("shim.h") ? "/constrained/teavm/" : "/constrained/flash/";
            try (InputStream in = Silicon.class.getResourceAsStream(folder + header)) {
                Files.write(shims.resolve(header), in.readAllBytes());
            }
        }
        Map<String, Integer> sizes = new TreeMap<>();
        Path object = sources.resolve("class.o");
        for (Path source : libraries(sources)) {
            List<String> command = new ArrayList<>(List.of(prefix + "-gcc"));
            command.addAll(flags);
            command.addAll(CCompiler.FLAGS);
            command.addAll(List.of("-isystem", shims.toString(), "-isystem", NEWLIB, "-iquote", ".", "-iquote",
                    shims.toString(), "-c", "-o", object.toString(), sources.relativize(source).toString()));
            CCompiler.run(sources, command);
            String[] numbers = CCompiler.run(sources, List.of(prefix + "-size", object.toString())).split("\n")[1]
                    .strip().split("\\s+");
            sizes.put(sources.resolve("classes").relativize(source).toString().replaceFirst("\\.c$", ""),
                    Integer.parseInt(numbers[0]) + Integer.parseInt(numbers[1]));
        }
        return sizes;
    }

    private static List<Path> libraries(Path sources) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : List.of("bearssl", "mqttlite")) {
            try (Stream<Path> all = Files.walk(sources.resolve("classes").resolve(name))) {
                all.filter(path -> path.toString().endsWith(".c")).forEach(found::add);
            }
        }
        Collections.sort(found);
        return found;
    }
}
