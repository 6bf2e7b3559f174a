#!/usr/bin/env bash
# Expected: an appender added to one logger in code (Logger.addAppender) is one more; its lines still reach the root's file.
# Happens:  where the XML file says nothing of the root's additivity, the logger's lines leave the root's appender; with
#           additivity="true" on the root, which has no parent to pass anything on to, they stay.
# Package and version: org.apache.logging.log4j:log4j-core 2.24.3 (run by hand with 2.25.3, too)
# Means:    code that listens to one logger of a library takes its lines out of the log. Add the appender to the root's
#           LoggerConfig and select by the event's logger name instead.
set -euo pipefail
version=${1:-2.24.3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

for artifact in log4j-api log4j-core; do
  mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.logging.log4j:$artifact:$version" -DoutputDirectory="$folder/lib"
done

cat >log4j2.xml <<'XML'
<Configuration status="ERROR">
  <Appenders>
    <Console name="console"><PatternLayout pattern="root's appender: %c %m%n"/></Console>
  </Appenders>
  <Loggers>
    <Root level="INFO"><AppenderRef ref="console"/></Root>
  </Loggers>
</Configuration>
XML

cat >Listen.java <<'JAVA'
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

class Listen {
    public static void main(String[] args) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        System.out.println("root is additive: " + context.getConfiguration().getRootLogger().isAdditive());
        Logger library = context.getLogger("library");
        library.info("before");
        AbstractAppender listener = new AbstractAppender("listener", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                System.out.println("listener: " + event.getLoggerName() + " " + event.getMessage().getFormattedMessage());
            }
        };
        listener.start();
        library.addAppender(listener);
        library.info("after");
        context.getLogger("other").info("after");
    }
}
JAVA

echo "log4j-core $version"
java -cp "lib/*" -Dlog4j2.configurationFile="$folder/log4j2.xml" Listen.java | tee output
grep -q "^root's appender: library before" output
grep -q "^listener: library after" output
grep -q "^root's appender: other after" output
if grep -q "^root's appender: library after" output; then
  echo "changed: the logger's line reaches the root's appender" >&2
  exit 1
fi
sed -i 's/<Root level="INFO">/<Root level="INFO" additivity="true">/' log4j2.xml
java -cp "lib/*" -Dlog4j2.configurationFile="$folder/log4j2.xml" Listen.java | tee output
grep -q "^root's appender: library after" output
echo "as found: the line of \"library\" after the listener came is in the root's appender only if the root is additive"
