package io.ironwake.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelmChartTest {
  private static final Path CHART = Path.of("helm/ironwake");
  private static final Path FULL = Path.of("src/test/resources/helm/full-values.yaml");

  private static TemplateCommand chart() {
    return new Helm(CHART)
        .template()
        .withName("rack")
        .withNamespace("metal")
        .withKubeVersion("1.34.0");
  }

  private static TemplateCommand full() {
    return chart().withValuesFile(FULL);
  }

  static Stream<List<HasMetadata>> defaultAndFull() {
    return Stream.of(chart(), full()).map(TemplateCommand::call).map(StrictManifests::read);
  }

  private static <T> T only(Class<T> kind, List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce(
            (one, other) -> {
              throw new AssertionError("two of " + kind);
            })
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
  }

  private static PodSpec pod(List<HasMetadata> manifests) {
    return only(Deployment.class, manifests).getSpec().getTemplate().getSpec();
  }

  private static Container container(List<HasMetadata> manifests) {
    return pod(manifests).getContainers().getFirst();
  }

  private static Volume volume(String name, List<HasMetadata> manifests) {
    return pod(manifests).getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static EnvVar env(String name, List<HasMetadata> manifests) {
    return container(manifests).getEnv().stream()
        .filter(env -> env.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theChartPassesStrictLint() {
    LintResult lint = new Helm(CHART).lint().strict().call();

    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("defaultAndFull")
  void onePodOnTheHostNetworkReplacedAsAWhole(List<HasMetadata> manifests) {
    Deployment deployment = only(Deployment.class, manifests);

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(pod(manifests).getHostNetwork()).isTrue();
    assertThat(pod(manifests).getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
    assertThat(pod(manifests).getAutomountServiceAccountToken()).isFalse();
    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
  }

  @ParameterizedTest
  @MethodSource("defaultAndFull")
  void rootKeepsThreeCapabilitiesAndNothingToWriteOn(List<HasMetadata> manifests) {
    SecurityContext security = container(manifests).getSecurityContext();

    assertThat(pod(manifests).getContainers()).hasSize(1);
    assertThat(security.getRunAsUser()).isZero();
    assertThat(security.getPrivileged()).isFalse();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd())
        .containsExactlyInAnyOrder("NET_BIND_SERVICE", "NET_RAW", "NET_ADMIN");
    assertThat(pod(manifests).getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
  }

  @ParameterizedTest
  @MethodSource("defaultAndFull")
  void probesAskTheObservabilityPort(List<HasMetadata> manifests) {
    Container container = container(manifests);

    assertThat(
            List.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .extracting(Probe::getHttpGet)
        .extracting(get -> get.getPath() + " " + get.getPort().getStrVal())
        .containsExactly(
            "/q/health/started observability",
            "/q/health/live observability",
            "/q/health/ready observability");
    assertThat(container.getPorts())
        .anySatisfy(port -> assertThat(port.getName()).isEqualTo("observability"));
  }

  @ParameterizedTest
  @MethodSource("defaultAndFull")
  void everyMountHasItsVolumeAndEverySecretIsAFile(List<HasMetadata> manifests) {
    assertThat(container(manifests).getVolumeMounts())
        .extracting(mount -> mount.getName())
        .containsExactlyInAnyOrderElementsOf(
            pod(manifests).getVolumes().stream().map(Volume::getName).toList());
    assertThat(
            Map.of(
                "admin-token", env("IRONWAKE_ADMIN_TOKEN_FILE", manifests).getValue(),
                "encryption-key", env("IRONWAKE_ENCRYPTION_KEY_FILE", manifests).getValue(),
                "database-password", env("IRONWAKE_DATABASE_PASSWORD_FILE", manifests).getValue()))
        .allSatisfy((name, file) -> assertThat(file).isEqualTo("/run/secrets/ironwake/" + name));
    assertThat(
            volume("secrets", manifests).getProjected().getSources().stream()
                .flatMap(source -> source.getSecret().getItems().stream())
                .map(item -> item.getPath()))
        .containsExactlyInAnyOrder("admin-token", "encryption-key", "database-password");
    assertThat(volume("secrets", manifests).getProjected().getDefaultMode()).isEqualTo(0400);
  }

  @ParameterizedTest
  @MethodSource("defaultAndFull")
  void theServiceLeadsToTheManagementPlaneOnly(List<HasMetadata> manifests) {
    Service service = only(Service.class, manifests);

    assertThat(service.getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
    assertThat(only(Deployment.class, manifests).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector());
  }

  @Test
  void defaultsServeOneInterfaceWithoutARackAndListenOnThePodsAddress() {
    List<HasMetadata> manifests = StrictManifests.read(chart().call());

    assertThat(container(manifests).getArgs())
        .containsExactly("serve", "--interface", "eth0", "--data", "/data");
    assertThat(manifests).noneMatch(ConfigMap.class::isInstance);
    assertThat(List.of("QUARKUS_HTTP_HOST", "QUARKUS_MANAGEMENT_HOST"))
        .allSatisfy(
            name ->
                assertThat(env(name, manifests).getValueFrom().getFieldRef().getFieldPath())
                    .isEqualTo("status.podIP"));
    assertThat(volume("assets", manifests).getEmptyDir()).isNotNull();
  }

  @Test
  void generatedSecretsAreStrongAndMadeOnce() {
    Secret secret = only(Secret.class, StrictManifests.read(chart().call()));
    Map<String, String> data = secret.getStringData();

    // Helm adopts and patches what an earlier install left; only immutability keeps the key to its
    // data.
    assertThat(secret.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
    assertThat(secret.getImmutable()).isTrue();
    assertThat(data).containsOnlyKeys("admin-token", "encryption-key", "database-password");
    assertThat(data.get("admin-token")).hasSize(40).isNotEqualTo(data.get("database-password"));
    assertThat(data.get("database-password")).hasSize(40);
    assertThat(Base64.getDecoder().decode(data.get("encryption-key"))).hasSize(32);
  }

  @Test
  void theFullSetReachesThePod() {
    List<HasMetadata> manifests = StrictManifests.read(full().call());

    assertThat(container(manifests).getArgs())
        .containsExactly(
            "serve",
            "--interface",
            "eth1",
            "--interface",
            "eth2",
            "--data",
            "/data",
            "--config",
            "/etc/ironwake/rack.yaml");
    assertThat(only(ConfigMap.class, manifests).getData().get("rack.yaml"))
        .startsWith("subnets:\n  - name: rack1\n");
    assertThat(container(manifests).getImage()).isEqualTo("registry.example/ironwake:0.1.0-rc1");
    assertThat(env("QUARKUS_HTTP_HOST", manifests).getValue()).isEqualTo("192.0.2.10");
    assertThat(container(manifests).getLivenessProbe().getHttpGet().getHost())
        .isEqualTo("127.0.0.1");
    assertThat(volume("assets", manifests).getPersistentVolumeClaim().getClaimName())
        .isEqualTo("pxe-assets");
    assertThat(volume("data", manifests).getHostPath().getPath()).isEqualTo("/srv/ironwake");
    assertThat(volume("secrets", manifests).getProjected().getSources())
        .extracting(source -> source.getSecret().getName())
        .containsExactly("rack-ironwake", "galera");
  }

  @Test
  void anExistingSecretIsUsedAndNoneIsGenerated() {
    List<HasMetadata> manifests =
        StrictManifests.read(chart().set("secrets.existingSecret", "mine").call());

    assertThat(manifests).noneMatch(Secret.class::isInstance);
    assertThat(volume("secrets", manifests).getProjected().getSources())
        .extracting(source -> source.getSecret().getName())
        .containsExactly("mine");
  }

  @Test
  void aChangedRackReplacesThePod() {
    assertThat(rackChecksum("machines: []")).isNotEqualTo(rackChecksum("profiles: []"));
  }

  private static String rackChecksum(String rack) {
    List<HasMetadata> manifests = StrictManifests.read(chart().set("rack.content", rack).call());
    return only(Deployment.class, manifests)
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get("checksum/rack");
  }

  @ParameterizedTest
  @CsvSource({
    "databse.username, boot, databse",
    "database.user, boot, user",
    "assets.hostpath, /srv, hostpath",
    "management.port, eighty, port",
    "management.port, 70000, port",
    "interfaces, eth0, interfaces",
    "database.jdbcUrl, jdbc:postgresql://db/x, jdbcUrl",
    "image.pullPolicy, Sometimes, pullPolicy",
    "replicas, 3, replicas",
  })
  void theSchemaRefusesATypoAndAWrongType(String value, String given, String named) {
    assertThatThrownBy(() -> chart().set(value, given).call()).hasMessageContaining(named);
  }

  @Test
  void twoSourcesForOneFolderAreRefused() {
    assertThatThrownBy(
            () ->
                chart().set("assets.hostPath", "/srv").set("assets.existingClaim", "claim").call())
        .hasMessageContaining("assets: set existingClaim or hostPath, not both");
  }

  @Test
  void theStrictReaderSeesATypoAnywhere() {
    String deployment = chart().call();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                StrictManifests.read(
                    deployment.replace("readOnlyRootFilesystem", "readOnlyRootFileSystem")))
        .withMessageContaining("readOnlyRootFileSystem");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                StrictManifests.read(
                    deployment.replace("apiVersion: apps/v1", "apiVersion: apps/v2")))
        .withMessageContaining("apps/v2");
  }
}
