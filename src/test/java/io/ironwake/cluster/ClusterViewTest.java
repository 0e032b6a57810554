package io.ironwake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ironwake.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may say of a cluster, and what is told of everything else. */
class ClusterViewTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String K3S = "'name':'edge','type':'k3s','servers':{'selector':{'r':'s'}}";
  private static final String ETCD = "'name':'st','type':'etcd','members':{'selector':{'r':'m'}}";

  private static Cluster read(String keys) throws Exception {
    return JSON.readValue("{" + keys.replace('\'', '"') + "}", ClusterView.class).toCluster();
  }

  @Test
  void whatIsReadIsWrittenAndReadTheSame() throws Exception {
    Cluster cluster =
        read(
            K3S
                + ",'agents':{'selector':{'r':'a'},'args':['--kubelet-arg=a=b','--kubelet-arg=c'],"
                + "'node-labels':{'example.org/x':'1'},'node-taints':['a=b:NoSchedule']},"
                + "'release':'v1.31.4+k3s1','flannel-backend':'wireguard-native','air-gap':true,"
                + "'endpoint':'https://vip.example.org:6443','tls-san':['a.example.org']");

    String written = JSON.writeValueAsString(ClusterView.of(cluster));
    assertThat(JSON.readValue(written, ClusterView.class).toCluster()).isEqualTo(cluster);
    assertThat(written).contains("\"--kubelet-arg=a=b\"").doesNotContain("token");
  }

  @Test
  void anEtcdClusterIsReadAsItWasWritten() throws Exception {
    Cluster cluster = read(ETCD + ",'image':'quay.io/coreos/etcd:v3.5.17','metrics':true");

    String written = JSON.writeValueAsString(ClusterView.of(cluster));
    assertThat(JSON.readValue(written, ClusterView.class).toCluster()).isEqualTo(cluster);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'type':'k3'                                     | type 'k3' is not one of k3s, etcd",
        "'agents':{'selector':{}}                        | agents.selector is empty",
        "'flannel-backend':'udp'                         | vxlan, host-gw, wireguard-native, none",
        "'cluster-cidr':'10.0.0.0/8','service-cidr':'10.1.0.0/16' | overlap",
        "'cluster-cidr':'10.0.0.1/8'                     | host bits",
        "'endpoint':'http://x'                           | https://edge.example.org:6443",
        "'image':'x'                                     | image is not for type k3s",
        "'tls-san':['a b']                               | tls-san must be of the form",
        "'release':'../x'                                | release must be of the form",
        "'agents':{'selector':{'a':'b'},'args':['--server=x']}  | decides who joins whom",
        "'agents':{'selector':{'a':'b'},'args':['--token=x']}   | token-secret",
        "'agents':{'selector':{'a':'b'},'args':['--a=$(x)']}    | write each flag as --name",
        "'agents':{'selector':{'a':'b'},'node-taints':['x']}    | NoSchedule",
        "'agents':{'selector':{'a':'b'},'node-labels':{'a b':'c'}} | not a Kubernetes label",
        "'members':{'selector':{'a':'b'}}                | members is not for type k3s"
      })
  void saysWhatIsWrongWithK3sAndHowToMendIt(String keys, String message) {
    String all = keys.contains("'type'") ? K3S.replace("'type':'k3s'", keys) : K3S + "," + keys;

    assertThatThrownBy(() -> read(all))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("cluster edge: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'metrics':true                           | either release",
        "'release':'v1','image':'x'               | either release",
        "'image':'$(reboot)'                      | image must be of the form",
        "'image':'x','cluster-cidr':'10.0.0.0/8'  | cluster-cidr is not for type etcd",
        "'image':'x','servers':{'selector':{'a':'b'}} | servers and agents is not for type etcd",
        "'image':'x','token-secret':'t'           | token-secret is not for type etcd"
      })
  void saysWhatIsWrongWithEtcdAndHowToMendIt(String keys, String message) {
    assertThatThrownBy(() -> read(ETCD + "," + keys)).hasMessageContaining(message);
  }

  @Test
  void refusesFlagsOfEtcdThatIronwakeDecides() {
    String etcd = ETCD.replace("}}", "},'args':['--initial-cluster-state=new']},'image':'x'}");
    assertThatThrownBy(() -> read(etcd.substring(0, etcd.length() - 1)))
        .hasMessageContaining("members.args: --initial-cluster-state");
  }
}
