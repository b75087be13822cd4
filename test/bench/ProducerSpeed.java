import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How fast Kafka's own producer is, with the relay's promises: every record acknowledged by all, idempotent, compressed. */
public class ProducerSpeed {
  public static void main(String[] args) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("compression.type", "gzip");
    settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    settings.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    int count = Integer.parseInt(args[2]);
    byte[] value = new byte[Integer.parseInt(args[3])];
    Random random = new Random(1);
    // A third is random, as ids are; the rest repeats, as field names do.
    for (int i = 0; i < value.length; i++) value[i] = (byte) (i % 3 == 0 ? 33 + random.nextInt(90) : 'x');
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
      producer.partitionsFor(args[1]);
      long start = System.nanoTime();
      for (int n = 0; n < count; n++) producer.send(new ProducerRecord<>(args[1], "default/article-" + n % 500, value));
      producer.flush();
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("{\"records\":%d,\"seconds\":%.2f,\"perSecond\":%d}%n", count, seconds, Math.round(count / seconds));
    }
  }
}
