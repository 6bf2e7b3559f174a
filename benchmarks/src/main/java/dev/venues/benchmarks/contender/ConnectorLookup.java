package dev.venues.benchmarks.contender;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.ExecutionConfigOptions.AsyncOutputMode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.DataTypeUtils;

import java.io.IOException;

/**
 * GetInData's HTTP connector in an asynchronous lookup join with a partial cache. Rows come and go in Flink's internal
 * form and coordinates as text, so that the tables cost no conversions.
 */
final class ConnectorLookup implements Lookup {

    static final ConnectorLookup DEFAULTS = new ConnectorLookup(0);
    static final ConnectorLookup TUNED = new ConnectorLookup(64);

    private static final int DEFAULT_BUFFER = 100;
    private static final int TUNED_BUFFER = 1_000;

    private static final String TABLE =
            """
            CREATE TEMPORARY TABLE geo (
              `query` STRING,
              `near` STRING,
              `results` ARRAY<ROW<fsq_place_id STRING, name STRING, latitude STRING, longitude STRING,
                location ROW<formatted_address STRING>>>
            ) WITH (
              'connector' = 'rest-lookup',
              'format' = 'json',
              'url' = '%s/places/search',
              'asyncPolling' = 'true',
              'lookup.cache' = 'PARTIAL',
              'lookup.partial-cache.max-rows' = '100000',
              'lookup.partial-cache.expire-after-write' = '1 d',
              'gid.connector.http.source.lookup.header.Authorization' = 'Bearer none',
              'gid.connector.http.source.lookup.header.X-Places-Api-Version' = '2025-06-17'%s
            )
            """;
    private static final String THREADS =
            """
            ,
              'gid.connector.http.source.lookup.request.thread-pool.size' = '%1$d',
              'gid.connector.http.source.lookup.response.thread-pool.size' = '%1$d'""";
    private static final String JOIN =
            """
            SELECT e.payload, e.latitudeAt, e.longitudeAt, e.venueEnd, g.results
            FROM events AS e LEFT JOIN geo FOR SYSTEM_TIME AS OF e.proc AS g ON e.name = g.`query` AND e.near = g.`near`
            """;

    private final int threads;

    /**
     * @param threads in each of the connector's pools; 0 leaves everything at its defaults
     */
    private ConnectorLookup(int threads) {
        this.threads = threads;
    }

    private static final class ToRow implements MapFunction<byte[], RowData> {

        private static final long serialVersionUID = 1;

        static final RowType TYPE = (RowType) DataTypes.ROW(
                        DataTypes.FIELD("payload", DataTypes.BYTES()),
                        DataTypes.FIELD("name", DataTypes.STRING()),
                        DataTypes.FIELD("near", DataTypes.STRING()),
                        DataTypes.FIELD("latitudeAt", DataTypes.INT()),
                        DataTypes.FIELD("longitudeAt", DataTypes.INT()),
                        DataTypes.FIELD("venueEnd", DataTypes.INT()))
                .getLogicalType();

        @Override
        public RowData map(byte[] event) throws IOException {
            EventScan scan = EventScan.of(event);
            return GenericRowData.of(
                    event,
                    StringData.fromString(scan.name()),
                    StringData.fromString(scan.near()),
                    scan.latitudeAt(),
                    scan.longitudeAt(),
                    scan.venueEnd());
        }
    }

    private static final class ToEvent implements MapFunction<RowData, byte[]> {

        private static final long serialVersionUID = 1;

        @Override
        public byte[] map(RowData row) {
            EventScan scan = new EventScan(null, null, row.getInt(1), row.getInt(2), row.getInt(3));
            RowData place = row.getArray(4).getRow(0, 5);
            return LocatedEvent.write(
                    row.getBinary(0),
                    scan,
                    new LocatedEvent.Place(
                            place.getString(0).toString(),
                            place.getString(1).toString(),
                            place.getString(2).toString(),
                            place.getString(3).toString(),
                            place.getRow(4, 1).getString(0).toString()));
        }
    }

    @Override
    public DataStream<byte[]> locate(DataStream<byte[]> events, Setting setting) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(events.getExecutionEnvironment());
        boolean tuned = threads > 0;
        tables.getConfig()
                .set(
                        ExecutionConfigOptions.TABLE_EXEC_ASYNC_LOOKUP_BUFFER_CAPACITY,
                        setting.inFlightOr(tuned ? TUNED_BUFFER : DEFAULT_BUFFER));
        if (tuned) {
            tables.getConfig()
                    .set(ExecutionConfigOptions.TABLE_EXEC_ASYNC_LOOKUP_OUTPUT_MODE, AsyncOutputMode.ALLOW_UNORDERED);
        }
        tables.executeSql(TABLE.formatted(setting.api(), tuned ? THREADS.formatted(threads) : ""));
        tables.createTemporaryView(
                "events",
                tables.fromDataStream(
                        events.map(new ToRow())
                                .returns(InternalTypeInfo.of(ToRow.TYPE))
                                .name("to row"),
                        Schema.newBuilder()
                                .columnByExpression("proc", "PROCTIME()")
                                .build()));
        Table located = tables.sqlQuery(JOIN);
        return tables.<RowData>toDataStream(
                        located,
                        DataTypeUtils.toInternalDataType(
                                located.getResolvedSchema().toPhysicalRowDataType()))
                .map(new ToEvent())
                .name("to event");
    }
}
