package io.ironwake.address;

import io.ironwake.address.LeaseWrite.Decline;
import io.ironwake.address.LeaseWrite.Grant;
import io.ironwake.address.LeaseWrite.Quarantine;
import io.ironwake.address.LeaseWrite.Release;
import io.ironwake.net.Ipv4;
import io.ironwake.store.Binary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The {@code lease} table in plain JDBC. An upsert never takes a row from a living holder: MariaDB
 * assigns left to right, so {@code client} is decided first and every later column asks whether the
 * new holder won.
 */
final class LeaseRows {
  private static final String COLUMNS =
      "subnet, address, client, client_id, hostname, state, starts_at, expires_at";
  private static final String ROW =
      "(?, ?, ?, ?, ?, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? SECOND)";
  private static final int ROW_PARAMETERS = 6;
  private static final String ENDED = "expires_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND";
  private static final String WON = "client = VALUES(client)";
  // Nobody's: no hardware address is empty, so a row in quarantine can be taken only after it
  // expired.
  private static final byte[] NOBODY = {};

  private LeaseRows() {}

  /**
   * Writes a group, sorted by key and with no key twice, and returns each key's row as it now is.
   */
  static List<Lease> grant(Connection connection, List<Grant> group, boolean matchClientId)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(upsert(group.size(), matchClientId))) {
      int at = 1;
      for (Grant grant : group) {
        bind(upsert, at, grant.request());
        at += ROW_PARAMETERS;
      }
      return read(upsert);
    }
  }

  private static String upsert(int rows, boolean matchClientId) {
    return "INSERT INTO lease ("
        + COLUMNS
        + ") VALUES "
        + String.join(", ", Collections.nCopies(rows, ROW))
        + " ON DUPLICATE KEY UPDATE client = IF(client = VALUES(client) OR expires_at <="
        + " UTC_TIMESTAMP(6)"
        + (matchClientId ? " OR client_id = VALUES(client_id)" : "")
        + ", VALUES(client), client)"
        + won("client_id")
        + won("hostname")
        + won("state")
        + won("starts_at")
        + won("expires_at")
        + " RETURNING "
        + COLUMNS;
  }

  private static String won(String column) {
    return ", " + column + " = IF(" + WON + ", VALUES(" + column + "), " + column + ")";
  }

  private static void bind(PreparedStatement upsert, int at, LeaseRequest request)
      throws SQLException {
    upsert.setBytes(at, Binary.of(request.subnet().id()));
    upsert.setBytes(at + 1, request.address().toBytes());
    upsert.setBytes(at + 2, request.client().hardware().toBytes());
    Optional<ClientId> clientId = request.client().clientId();
    if (clientId.isPresent()) {
      upsert.setBytes(at + 3, clientId.get().toBytes());
    } else {
      upsert.setNull(at + 3, Types.VARBINARY);
    }
    if (request.hostname().isPresent()) {
      upsert.setString(at + 4, request.hostname().get());
    } else {
      upsert.setNull(at + 4, Types.VARCHAR);
    }
    upsert.setLong(at + 5, request.lifetime().toSeconds());
  }

  // The packet that carries it may be held up on its way to the database, while the same client
  // leases anew over another connection.
  static void release(Connection connection, Release release) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE lease SET state = 1, expires_at = UTC_TIMESTAMP(6) WHERE subnet = ? AND address"
                + " = ? AND client = ? AND starts_at <= ? AND state = 0 AND expires_at >"
                + " UTC_TIMESTAMP(6)")) {
      update.setBytes(1, Binary.of(release.subnet()));
      update.setBytes(2, release.address().toBytes());
      update.setBytes(3, release.client().toBytes());
      update.setObject(4, LocalDateTime.ofInstant(release.startsAt(), ZoneOffset.UTC));
      update.executeUpdate();
    }
  }

  static void decline(Connection connection, Decline decline, Duration quarantine)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE lease SET client = ?, client_id = NULL, hostname = NULL, state = 2, starts_at ="
                + " UTC_TIMESTAMP(6), expires_at = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE"
                + " subnet = ? AND address = ? AND client = ?")) {
      update.setBytes(1, NOBODY);
      update.setLong(2, quarantine.toSeconds());
      update.setBytes(3, Binary.of(decline.subnet()));
      update.setBytes(4, decline.address().toBytes());
      update.setBytes(5, decline.client().toBytes());
      update.executeUpdate();
    }
  }

  static void quarantine(Connection connection, Quarantine found, Duration quarantine)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO lease ("
                + COLUMNS
                + ") VALUES (?, ?, ?, NULL, NULL, 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL"
                + " ? SECOND) ON DUPLICATE KEY UPDATE client = IF(expires_at <= UTC_TIMESTAMP(6),"
                + " VALUES(client), client)"
                + won("client_id")
                + won("hostname")
                + won("state")
                + won("starts_at")
                + won("expires_at"))) {
      upsert.setBytes(1, Binary.of(found.subnet()));
      upsert.setBytes(2, found.address().toBytes());
      upsert.setBytes(3, NOBODY);
      upsert.setLong(4, quarantine.toSeconds());
      upsert.executeUpdate();
    }
  }

  /** One row, if it is there. */
  static List<Lease> at(Connection connection, LeaseWrite.Key key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM lease WHERE subnet = ? AND address = ?")) {
      select.setBytes(1, Binary.of(key.subnet()));
      select.setBytes(2, key.address().toBytes());
      return read(select);
    }
  }

  static List<Lease> all(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM lease")) {
      return read(select);
    }
  }

  /**
   * Deletes rows that ended longer than {@code retention} ago, at most {@code limit}; returns how
   * many. Looks for them without locking, then deletes each by its key: a delete that searched for
   * its rows would lock every row it passed.
   */
  static int sweep(Connection connection, Duration retention, int limit) throws SQLException {
    List<byte[][]> ended = ended(connection, retention, limit);
    if (ended.isEmpty()) {
      return 0;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM lease WHERE subnet = ? AND address = ? AND " + ENDED)) {
      for (byte[][] key : ended) {
        delete.setBytes(1, key[0]);
        delete.setBytes(2, key[1]);
        delete.setLong(3, retention.toSeconds());
        delete.addBatch();
      }
      return IntStream.of(delete.executeBatch()).filter(count -> count > 0).sum();
    }
  }

  private static List<byte[][]> ended(Connection connection, Duration retention, int limit)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT subnet, address FROM lease WHERE " + ENDED + " LIMIT ?")) {
      query.setLong(1, retention.toSeconds());
      query.setInt(2, limit);
      List<byte[][]> keys = new ArrayList<>();
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          keys.add(new byte[][] {result.getBytes(1), result.getBytes(2)});
        }
      }
      return keys;
    }
  }

  private static List<Lease> read(PreparedStatement query) throws SQLException {
    List<Lease> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private static Lease row(ResultSet result) throws SQLException {
    byte[] client = result.getBytes(3);
    byte[] clientId = result.getBytes(4);
    return new Lease(
        Binary.uuid(result.getBytes(1)),
        Ipv4.of(result.getBytes(2)),
        client.length == 0 ? Optional.empty() : Optional.of(HardwareAddress.of(client)),
        clientId == null || clientId.length == 0
            ? Optional.empty()
            : Optional.of(ClientId.of(clientId)),
        Optional.ofNullable(result.getString(5)),
        Lease.State.values()[result.getInt(6)],
        instant(result, 7),
        instant(result, 8));
  }

  private static Instant instant(ResultSet result, int column) throws SQLException {
    return result.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
