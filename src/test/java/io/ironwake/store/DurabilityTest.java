package io.ironwake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {
  @ParameterizedTest
  @CsvSource({
    "1, OFF, 0, fsync",
    "1, OFF, 1, O_DIRECT",
    "3, OFF, 0, fsync",
    "1, ON,  1, O_DIRECT",
    "1, OFF, 0, ''"
  })
  void aServerThatSyncsEachCommitHasNoFault(String flush, String binlog, String sync, String how) {
    assertThat(of(flush, binlog, sync, how, "OFF").faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, OFF, 0,    fsync,  innodb_flush_log_at_trx_commit=0, innodb_flush_log_at_trx_commit=1",
    "2, OFF, 0,    fsync,  innodb_flush_log_at_trx_commit=2, innodb_flush_log_at_trx_commit=1",
    "1, ON,  0,    fsync,  sync_binlog=0,                    sync_binlog=1",
    "1, on,  1000, fsync,  sync_binlog=1000,                 sync_binlog=1",
    "1, OFF, 0,    nosync, innodb_flush_method=nosync,       innodb_flush_method=fsync"
  })
  void aServerThatDoesNotIsNamedWithTheFix(
      String flush, String binlog, String sync, String how, String found, String fix) {
    assertThat(of(flush, binlog, sync, how, "OFF").faults())
        .singleElement()
        .asString()
        .startsWith("MariaDB has " + found + ": ")
        .contains("addresses given twice, when the database's host loses power")
        .endsWith("; set " + fix);
  }

  @Test
  void everyFaultIsTold() {
    assertThat(of("2", "ON", "0", "fsync", "OFF").faults()).hasSize(2);
  }

  @Test
  void aServerThatDoesNotSayIsNotTrusted() {
    assertThat(new Durability(Map.of()).faults())
        .singleElement()
        .asString()
        .contains("innodb_flush_log_at_trx_commit=unknown");
  }

  @Test
  void inAClusterTheOtherNodesStillHaveIt() {
    assertThat(of("2", "OFF", "0", "fsync", "ON").faults())
        .singleElement()
        .asString()
        .contains("when the nodes of the cluster lose power together");
  }

  private static Durability of(
      String flush, String binlog, String sync, String how, String galera) {
    Map<String, String> variables = new HashMap<>();
    variables.put("innodb_flush_log_at_trx_commit", flush);
    variables.put("log_bin", binlog);
    variables.put("sync_binlog", sync);
    variables.put("innodb_flush_method", how);
    variables.put("wsrep_on", galera);
    return new Durability(variables);
  }
}
