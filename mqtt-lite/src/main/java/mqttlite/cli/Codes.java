package mqttlite.cli;

import bearssl.tls.stream.ErrorText;
import mqttlite.MqttStatus;

/** All numbers that the command line may end with: TLS 0..767, connecting -1000..-1004, MQTT 2000.., its own 3000.. */
final class Codes {
    /** A file cannot be read. */
    static final int CLI_CANNOT_READ = 3001;
    /** A file or standard output cannot be written. */
    static final int CLI_CANNOT_WRITE = 3002;
    /** A mistake of this program. */
    static final int CLI_INTERNAL = 3003;
    /** A file is there, but not what it should be. */
    static final int CLI_BAD_FILE = 3004;

    /** All of its own. */
    static final int[] OWN = {CLI_CANNOT_READ, CLI_CANNOT_WRITE, CLI_INTERNAL, CLI_BAD_FILE};

    private Codes() {
    }

    static String name(int code) {
        switch (code) {
            case CLI_CANNOT_READ: return "CLI_CANNOT_READ";
            case CLI_CANNOT_WRITE: return "CLI_CANNOT_WRITE";
            case CLI_INTERNAL: return "CLI_INTERNAL";
            case CLI_BAD_FILE: return "CLI_BAD_FILE";
            default: return MqttStatus.isMqtt(code) ? MqttStatus.name(code) : ErrorText.name(code);
        }
    }

    static String cause(int code) {
        switch (code) {
            case CLI_CANNOT_READ: return "a file cannot be read";
            case CLI_CANNOT_WRITE: return "a file or the standard output cannot be written";
            case CLI_INTERNAL: return "a mistake of this program";
            case CLI_BAD_FILE: return "a file does not hold what it should";
            default: return MqttStatus.isMqtt(code) ? MqttStatus.cause(code) : ErrorText.cause(code);
        }
    }

    static String remedy(int code) {
        switch (code) {
            case CLI_CANNOT_READ: return "check the file's name and permissions";
            case CLI_CANNOT_WRITE: return "check the folder, its permissions and free space, and who reads the output";
            case CLI_INTERNAL: return "report it with the command line that led to it";
            case CLI_BAD_FILE: return "check that it is the right file";
            default: return MqttStatus.isMqtt(code) ? MqttStatus.remedy(code) : ErrorText.remedy(code);
        }
    }
}
