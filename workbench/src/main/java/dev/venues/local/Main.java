package dev.venues.local;

import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.connector.Connector;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.diagnosis.SampledEvents;
import dev.venues.job.Connectors;
import dev.venues.local.LocalArguments.Command;
import dev.venues.local.LocalArguments.Events;
import dev.venues.memory.WatchMemory;
import dev.venues.model.BuildInfo;
import dev.venues.model.RawRecord;
import dev.venues.replay.ReplayArguments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The main class of {@code venues-local.jar}: reads the command and runs it. */
public final class Main {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_SETTINGS = 2;

    /** How many events of a sample are looked at where nobody says. */
    private static final int SAMPLE = 20;

    private static final String HELP =
            """
            Venues enriches a stream of events with the coordinates of their venues.

            bin/venues                          run on the bundled samples and the embedded geo API
            bin/venues enrich [OPTION]...       run the job here, with your settings
            bin/venues replay --from PLACE [OPTION]...
                                                send dead letters through the job again
            bin/venues check [OPTION]...        show the effective settings, run nothing
            bin/venues check --sample FILE [OPTION]...
                                                show what would become of the first events of a file, make no call
            bin/venues watch-memory --pid PID [OPTION]...
                                                tell whether another JVM of yours leaks memory
            bin/venues version                  show which build this is
            bin/venues help                     show this

              --config FILE                     settings as Java properties
              --venues.KEY VALUE                one setting; wins over the file (docs/settings.md)
              --web-port PORT                   Flink's web UI while the job runs (8081, another if taken)
              --metrics-port PORT               metrics for Prometheus at http://127.0.0.1:PORT/metrics while the job runs
              --report FILE.html                write a report of the run: figures, charts and a map
              -Dkey=value                       a setting of Flink's own

            Of enrich only:
              --limit N                         stop after so many events, read by one subtask; what is under way is finished

            Of check only:
              --sample FILE                     JSON lines (.gz too), a folder of them, or - for standard input
              --limit N                         so many events of the sample (20), a megabyte at most

            Of replay only:
              --from PATH|kinesis:STREAM        where dead letters lie: a file, a folder or a stream
              --reason REASON[,REASON]...       only these: malformed, too-large, rejected, failed, timed-out
              --since INSTANT                   only those that failed then or later, 2026-11-01T12:00:00Z
              --until INSTANT                   only those that failed earlier
              --ledger FILE                     where to note what was replayed (PATH/_replayed, out/replayed-STREAM)
              --dry-run                         count, run nothing

            Of watch-memory only:
              --pid PID                         the process; it pauses for each reading
              --for TIME                        how long to watch (30m)
              --every TIME                      how often to read (10s)
              --out FOLDER                      for memory.csv, memory-classes.csv and memory.png (out/memory)

            Exit codes: 0 done, 1 the job failed or all events became dead letters (not of replay), 2 bad settings. Of watch-memory: 0 flat, 1 a leak,
            2 bad arguments or no such JVM, 3 no verdict.
            """;

    /** Options that are commands where they come first. */
    private static final Set<String> COMMAND_OPTIONS = Set.of("--version", "--help", "-h");

    private final PrintStream out;
    private final PrintStream err;
    private final List<Connector> connectors;

    /**
     * @param connectors that settings may choose from
     */
    Main(PrintStream out, PrintStream err, List<Connector> connectors) {
        this.out = out;
        this.err = err;
        this.connectors = connectors;
    }

    public static void main(String[] args) {
        int code = FAILED;
        try {
            code = new Main(System.out, System.err, Connectors.standard()).run(List.of(args));
        } catch (RuntimeException | Error e) {
            System.err.println("Venues broke down: " + e);
        }
        // Threads that a fault left behind must not keep the process.
        System.exit(code);
    }

    int run(List<String> args) {
        boolean named = !args.isEmpty() && (!args.get(0).startsWith("-") || COMMAND_OPTIONS.contains(args.get(0)));
        String command = named ? args.get(0) : "enrich";
        List<String> options = named ? args.subList(1, args.size()) : args;
        return switch (command) {
            case "enrich" -> withSettings(Command.ENRICH, options, this::enrich);
            case "replay" -> replay(options);
            case "check" -> withSettings(Command.CHECK, options, this::check);
            case "watch-memory" -> watchMemory(options);
            case "version", "--version" -> say("Venues " + BuildInfo.current());
            case "help", "--help", "-h" -> say(HELP.stripTrailing());
            default -> {
                err.println("There is no command " + command + "; see `bin/venues help`.");
                yield BAD_SETTINGS;
            }
        };
    }

    /** A command that needs valid settings. */
    private interface Run {
        int run(LocalArguments arguments, EffectiveSettings settings);
    }

    private int withSettings(Command command, List<String> options, Run run) {
        if (asksForHelp(options)) {
            return say(HELP.stripTrailing());
        }
        LocalArguments arguments = LocalArguments.parse(options);
        try {
            return run.run(arguments, SettingsParser.parse(arguments.job(command), RunMode.LOCAL, connectors));
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }

    private static boolean asksForHelp(List<String> options) {
        return options.stream().anyMatch(option -> option.equals("--help") || option.equals("-h"));
    }

    private int enrich(LocalArguments arguments, EffectiveSettings settings) {
        return new LocalRun(arguments, settings, out, err).run(new Enrichment(settings.settings(), Clock.systemUTC()));
    }

    private int replay(List<String> options) {
        if (asksForHelp(options)) {
            return say(HELP.stripTrailing());
        }
        ReplayArguments arguments = ReplayArguments.parse(options, connectors);
        LocalArguments others = LocalArguments.parse(arguments.others());
        try {
            EffectiveSettings settings = arguments.settings(others.job(Command.REPLAY), connectors);
            Replay replay = new Replay(arguments, settings, out, Clock.systemUTC());
            if (!arguments.dryRun()) {
                return new LocalRun(others, settings, out, err).run(replay);
            }
            replay.count();
            return DONE;
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return BAD_SETTINGS;
        } catch (IOException | ConnectorStartupException e) {
            err.println("The dead letters cannot be counted: " + e.getMessage());
            return FAILED;
        }
    }

    private int watchMemory(List<String> options) {
        return asksForHelp(options) ? say(HELP.stripTrailing()) : new WatchMemory(out, err).run(options);
    }

    private int check(LocalArguments arguments, EffectiveSettings settings) {
        out.print(settings.table());
        settings.warnings().forEach(warning -> out.println("warning: " + warning));
        return arguments.events().sample() == null ? DONE : sample(arguments.events(), settings.settings());
    }

    private int sample(Events events, Settings settings) {
        String place = events.sample();
        int limit = events.limit() == null ? SAMPLE : (int) Math.min(events.limit(), Integer.MAX_VALUE);
        try {
            List<RawRecord> first = place.equals(Events.STANDARD_INPUT)
                    ? Connectors.firstLines(System.in, limit)
                    : Connectors.localFile(Path.of(place)).first(limit);
            out.println();
            out.print(new SampledEvents(settings, place).text(first));
            return DONE;
        } catch (IOException e) {
            err.println("The sample cannot be read: " + e.getMessage());
            return FAILED;
        }
    }

    private int say(String text) {
        out.println(text);
        return DONE;
    }
}
