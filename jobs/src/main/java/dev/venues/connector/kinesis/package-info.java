/** Kinesis streams, and all that knows the AWS SDK. */
package dev.venues.connector.kinesis;
