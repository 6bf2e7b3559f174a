package dev.venues.flink;

import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

import java.lang.reflect.Field;
import java.util.Map;

/** Reads a registered metric back. */
final class MetricCapture {

    private MetricCapture() {}

    static Metric find(MetricGroup operatorGroup, VenuesMetric metric) throws ReflectiveOperationException {
        MetricGroup group = operatorGroup.addGroup(VenuesMetric.GROUP);
        Field metrics = AbstractMetricGroup.class.getDeclaredField("metrics");
        metrics.setAccessible(true);
        Metric found = (Metric) ((Map<?, ?>) metrics.get(group)).get(metric.id());
        if (found == null) {
            throw new AssertionError(metric.id() + " is not registered");
        }
        return found;
    }
}
