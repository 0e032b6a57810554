package io.ironwake.address;

import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Ipv4;
import io.ironwake.store.Binary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reservation table. Every method runs inside the caller's transaction. */
@ApplicationScoped
class ReservationRows {
  private static final String SELECT =
      "SELECT id, version, subnet, kind, COALESCE(identifier, mac), address, hostname, options,"
          + " mode FROM reservation ";
  // A MAC has its own column, every other key is an identifier; of the two parameters one is empty.
  private static final String VALUES =
      "?1, ?2, ?3, ?4, NULLIF(?5, ''), NULLIF(?6, ''), ?7, NULLIF(?8, ''), NULLIF(?9, ''),"
          + " NULLIF(?10, '')";
  private static final byte[] NONE = {};

  private final EntityManager database;
  private final OptionColumn options;

  ReservationRows(EntityManager database, OptionColumn options) {
    this.database = database;
    this.options = options;
  }

  List<Reservation> all() {
    return read(database.createNativeQuery(SELECT, Object[].class));
  }

  List<Reservation> of(UUID subnet) {
    return read(
        database
            .createNativeQuery(SELECT + "WHERE subnet = ?1", Object[].class)
            .setParameter(1, Binary.of(subnet)));
  }

  Optional<Reservation> byId(UUID id) {
    return read(
            database
                .createNativeQuery(SELECT + "WHERE id = ?1", Object[].class)
                .setParameter(1, Binary.of(id)))
        .stream()
        .findFirst();
  }

  /** Those of a subnet that a new or changed one could collide with. */
  List<Reservation> near(Reservation reservation) {
    return read(
        database
            .createNativeQuery(
                SELECT
                    + "WHERE subnet = ?1 AND (kind = ?2 AND COALESCE(identifier, mac) = ?3 OR"
                    + " address = ?4)",
                Object[].class)
            .setParameter(1, Binary.of(reservation.subnet()))
            .setParameter(2, reservation.key().kind().ordinal())
            .setParameter(3, reservation.key().toBytes())
            .setParameter(4, reservation.address().toBytes()));
  }

  @SuppressWarnings("unchecked")
  private List<Reservation> read(Query query) {
    List<Object[]> rows = query.getResultList();
    return rows.stream().map(this::reservation).toList();
  }

  void insert(Reservation reservation) {
    write(
        "INSERT INTO reservation (id, version, subnet, kind, mac, identifier, address, hostname,"
            + " options, mode) VALUES ("
            + VALUES
            + ")",
        reservation);
  }

  /** Replaces the row whose version is one lower, key and all; false when there is none. */
  boolean update(Reservation reservation) {
    return write(
            "UPDATE reservation SET version = ?2, kind = ?4, mac = NULLIF(?5, ''), identifier ="
                + " NULLIF(?6, ''), address = ?7, hostname = NULLIF(?8, ''), options = NULLIF(?9,"
                + " ''), mode = NULLIF(?10, '') WHERE id = ?1 AND version = ?2 - 1 AND subnet = ?3",
            reservation)
        > 0;
  }

  private int write(String sql, Reservation reservation) {
    byte[] key = reservation.key().toBytes();
    boolean isMac = reservation.key().kind() == Kind.MAC;
    return database
        .createNativeQuery(sql)
        .setParameter(1, Binary.of(reservation.id()))
        .setParameter(2, reservation.version())
        .setParameter(3, Binary.of(reservation.subnet()))
        .setParameter(4, reservation.key().kind().ordinal())
        .setParameter(5, isMac ? key : NONE)
        .setParameter(6, isMac ? NONE : key)
        .setParameter(7, reservation.address().toBytes())
        .setParameter(8, reservation.hostname().orElse(""))
        .setParameter(9, options.write(reservation.options()))
        .setParameter(10, reservation.servedInFull() ? Subnet.Mode.FULL.word() : "")
        .executeUpdate();
  }

  void delete(UUID id) {
    database
        .createNativeQuery("DELETE FROM reservation WHERE id = ?1")
        .setParameter(1, Binary.of(id))
        .executeUpdate();
  }

  private Reservation reservation(Object[] row) {
    return new Reservation(
        Binary.uuid((byte[]) row[0]),
        ((Number) row[1]).longValue(),
        Binary.uuid((byte[]) row[2]),
        ReservationKey.of(Kind.values()[((Number) row[3]).intValue()], (byte[]) row[4]),
        Ipv4.of((byte[]) row[5]),
        Optional.ofNullable((String) row[6]),
        options.read(row[7]),
        row[8] != null);
  }
}
