package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.store.Binary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reservation table. Every method runs inside the caller's transaction. */
@ApplicationScoped
class ReservationRows {
  private static final String SELECT =
      "SELECT id, version, subnet, mac, address, hostname FROM reservation ";

  private final EntityManager database;

  ReservationRows(EntityManager database) {
    this.database = database;
  }

  @SuppressWarnings("unchecked")
  List<Reservation> all() {
    List<Object[]> rows = database.createNativeQuery(SELECT, Object[].class).getResultList();
    return rows.stream().map(ReservationRows::reservation).toList();
  }

  List<Reservation> of(UUID subnet) {
    return where("WHERE subnet = ?1", Binary.of(subnet));
  }

  Optional<Reservation> byId(UUID id) {
    return where("WHERE id = ?1", Binary.of(id)).stream().findFirst();
  }

  /** Those of a subnet that a new or changed one could collide with. */
  @SuppressWarnings("unchecked")
  List<Reservation> near(Reservation reservation) {
    List<Object[]> rows =
        database
            .createNativeQuery(
                SELECT + "WHERE subnet = ?1 AND (mac = ?2 OR address = ?3)", Object[].class)
            .setParameter(1, Binary.of(reservation.subnet()))
            .setParameter(2, reservation.mac().toBytes())
            .setParameter(3, reservation.address().toBytes())
            .getResultList();
    return rows.stream().map(ReservationRows::reservation).toList();
  }

  @SuppressWarnings("unchecked")
  private List<Reservation> where(String condition, byte[] parameter) {
    List<Object[]> rows =
        database
            .createNativeQuery(SELECT + condition, Object[].class)
            .setParameter(1, parameter)
            .getResultList();
    return rows.stream().map(ReservationRows::reservation).toList();
  }

  void insert(Reservation reservation) {
    write(
        "INSERT INTO reservation (id, version, subnet, mac, address, hostname) VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(?6, ''))",
        reservation);
  }

  /**
   * Replaces address and host name of the row whose version is one lower; false when there is none.
   */
  boolean update(Reservation reservation) {
    return write(
            "UPDATE reservation SET version = ?2, address = ?5, hostname = NULLIF(?6, '')"
                + " WHERE id = ?1 AND version = ?2 - 1 AND subnet = ?3 AND mac = ?4",
            reservation)
        > 0;
  }

  private int write(String sql, Reservation reservation) {
    return database
        .createNativeQuery(sql)
        .setParameter(1, Binary.of(reservation.id()))
        .setParameter(2, reservation.version())
        .setParameter(3, Binary.of(reservation.subnet()))
        .setParameter(4, reservation.mac().toBytes())
        .setParameter(5, reservation.address().toBytes())
        .setParameter(6, reservation.hostname().orElse(""))
        .executeUpdate();
  }

  void delete(UUID id) {
    database
        .createNativeQuery("DELETE FROM reservation WHERE id = ?1")
        .setParameter(1, Binary.of(id))
        .executeUpdate();
  }

  private static Reservation reservation(Object[] row) {
    return new Reservation(
        Binary.uuid((byte[]) row[0]),
        ((Number) row[1]).longValue(),
        Binary.uuid((byte[]) row[2]),
        MacAddress.of((byte[]) row[3]),
        Ipv4.of((byte[]) row[4]),
        Optional.ofNullable((String) row[5]));
  }
}
