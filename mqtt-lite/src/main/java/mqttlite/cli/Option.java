package mqttlite.cli;

/** One option: how it is written, what it takes, which commands know it. */
final class Option {
    final String name; // without dashes; what the commands ask for
    final String shortForm; // "-t", or null
    final String argument; // what stands for its value in the help, null for a switch
    final String commands; // separated by spaces
    final boolean mayRepeat;
    final String help;

    Option(String shortForm, String name, String argument, String commands, boolean mayRepeat, String help) {
        this.shortForm = shortForm;
        this.name = name;
        this.argument = argument;
        this.commands = " " + commands + " ";
        this.mayRepeat = mayRepeat;
        this.help = help;
    }

    boolean isOf(String command) {
        return commands.contains(" " + command + " ");
    }

    boolean isWritten(String text) {
        return text.equals(shortForm) || text.equals("--" + name);
    }

    /** How it is named in messages. */
    String form() {
        return shortForm != null ? shortForm : "--" + name;
    }

    @Override
    public String toString() {
        String both = (shortForm == null ? "    " : shortForm + ", ") + "--" + name;
        return argument == null ? both : both + " " + argument;
    }
}
