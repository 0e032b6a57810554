package io.ironwake.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.ironwake.access.TestToken.asAdmin;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.ironwake.RequiredTool;
import io.ironwake.access.TestToken;
import io.ironwake.asset.TestRelease;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page in a real browser: the way an operator goes from sign-in to an approved machine. */
@Tag("browser")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class WebPageTest {
  @TestHTTPResource("/")
  URI home;

  @ConfigProperty(name = "ironwake.assets")
  String assets;

  private final List<String> complaints = new ArrayList<>();
  private Playwright playwright;
  private Page page;

  @BeforeEach
  void open() {
    RequiredTool.require("chromium", "chromium");
    TestRelease.write(Path.of(assets));
    asAdmin()
        .body(
            Map.of(
                "name", "web-generic",
                "os", "generic",
                "version", "1",
                "config", Map.of("kernel", "vmlinuz", "text", "{report-url}/installed")))
        .post("/api/v1/profiles");
    asAdmin()
        .body(Map.of("name", "web-1", "macs", List.of("52:54:00:cd:00:01")))
        .post("/api/v1/machines");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox")));
    page = browser.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @Test
  void anOperatorSignsInApprovesAMachineAndSeesItOnItsTimeline() {
    page.navigate(home.toString());
    assertThat(page).hasTitle("Sign in · Ironwake");
    signIn(TestToken.admin());
    assertThat(row("web-1")).containsText("DISCOVERED");
    assertThat(row("web-1")).containsText("it has no profile yet");
    shoot("machines");

    row("web-1").getByText("Approve…").click();
    page.getByLabel("Profile").selectOption("web-generic");
    page.getByLabel("Disk to wipe").fill("/dev/vda");
    shoot("approve");
    page.getByRole(AriaRole.BUTTON, named("Approve the install")).click();

    assertThat(page.getByRole(AriaRole.STATUS)).containsText("installs at its next network boot");
    assertThat(page.locator("h1 .state")).hasText("APPROVED");
    assertThat(page.locator(".timeline")).containsText("approved → APPROVED");
    assertThat(page.locator("#live")).containsText("web-generic");
    page.getByRole(AriaRole.BUTTON, named("Explain")).click();
    assertThat(page.locator("#explanation")).containsText("install");
    shoot("machine");

    page.getByRole(AriaRole.BUTTON, named("Cancel the approval")).click();
    assertThat(page.locator("h1 .state")).hasText("DISCOVERED");
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(page).hasTitle("Sign in · Ironwake");
    page.navigate(home.toString());
    assertThat(page).hasTitle("Sign in · Ironwake");
    org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void aChangeMadeElsewhereAppearsByItself() {
    page.navigate(home.toString());
    signIn(TestToken.admin());
    page.getByPlaceholder("Name, MAC, serial").fill("web-live");
    assertThat(page.locator("#machines")).containsText("No machine to show");
    asAdmin()
        .body(Map.of("name", "web-live", "macs", List.of("52:54:00:cd:00:02")))
        .post("/api/v1/machines");
    assertThat(row("web-live")).containsText("DISCOVERED");
    asAdmin().post("/api/v1/machines/web-live/retire");
    assertThat(row("web-live")).containsText("RETIRED");
    assertThat(row("web-1")).hasCount(0);
  }

  @Test
  void groupsLeadToTheirMachinesAndBack() {
    asAdmin()
        .body(
            Map.of(
                "name",
                "web-storage",
                "macs",
                List.of("52:54:00:cd:00:03"),
                "labels",
                Map.of("role", "web-storage")))
        .post("/api/v1/machines");
    asAdmin()
        .body(
            Map.of(
                "name",
                "web-group",
                "selector",
                Map.of("role", "web-storage"),
                "local-boot",
                "exit",
                "options",
                Map.of("42", "192.0.2.9")))
        .post("/api/v1/groups");
    page.navigate(home.toString());
    signIn(TestToken.admin());
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Groups")).click();
    Locator group = page.locator("#web-group");
    assertThat(group).containsText("role=web-storage");
    assertThat(group).containsText("42: 192.0.2.9");
    shoot("groups");
    group.getByText("web-storage", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("h1")).containsText("web-storage");
    page.locator("#live").getByText("web-group").click();
    assertThat(page).hasTitle("Groups · Ironwake");
    org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void aWrongTokenIsRefused() {
    page.navigate(home.toString());
    signIn("a guess");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("unknown or has expired");
  }

  private void signIn(String token) {
    page.getByLabel("API token").fill(token);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
  }

  private Locator row(String machine) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(machine));
  }

  private void shoot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
