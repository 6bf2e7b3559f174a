package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.util.ArrayList;
import java.util.List;

/** The reads of one stream by the AWS SDK that the connector brings. */
final class SdkStreamReads implements StreamReads {

    private final KinesisClient client;
    private final String stream;

    SdkStreamReads(KinesisClient client, String stream) {
        this.client = client;
        this.stream = stream;
    }

    @Override
    public List<String> shards() {
        List<String> shards = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(stream).build();
        while (request != null) {
            ListShardsResponse page = client.listShards(request);
            page.shards().stream().map(Shard::shardId).forEach(shards::add);
            request = page.nextToken() == null
                    ? null
                    : ListShardsRequest.builder().nextToken(page.nextToken()).build();
        }
        return shards;
    }

    @Override
    public String iterator(String shard, String after) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
        if (after == null) {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).startingSequenceNumber(after);
        }
        return client.getShardIterator(request.build()).shardIterator();
    }

    @Override
    public Batch records(String iterator) {
        GetRecordsResponse response = client.getRecords(request -> request.shardIterator(iterator));
        List<StreamRecord> records = response.records().stream()
                .map(each -> new StreamRecord(
                        each.sequenceNumber(), each.data().asByteArray(), each.approximateArrivalTimestamp()))
                .toList();
        Long millisBehind = response.millisBehindLatest();
        return new Batch(records, response.nextShardIterator(), millisBehind == null ? 0 : millisBehind);
    }

    @Override
    public void close() {
        client.close();
    }
}
