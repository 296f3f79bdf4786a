import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.FileValue;

/** The worker every client plays (see ../../../../../README.md): arguments are the engine's address and the prefix of the topics. */
public class Worker {
  public static void main(String[] args) throws Exception {
    String prefix = args[1];
    ExternalTaskClient client =
        ExternalTaskClient.create().baseUrl(args[0]).workerId("java").asyncResponseTimeout(1000).build();
    client.subscribe(prefix + "-read").lockDuration(20000).handler((task, service) -> {
      FileValue document = task.getVariableTyped("document");
      Map<String, Object> found = Map.of(
          "seenText", task.getVariable("text"),
          "seenInteger", task.getVariable("integer"),
          "seenLong", (Object) task.<Long>getVariable("long"),
          "seenFlag", task.getVariable("flag"),
          "seenNumber", task.getVariable("number"),
          "seenDocument", read(document.getValue()) + " " + document.getMimeType());
      service.complete(task, found);
    }).open();
    client.subscribe(prefix + "-fail").lockDuration(20000).handler((task, service) -> {
      if (task.getRetries() == null) service.handleFailure(task, "not yet", "details", 1, 0);
      else service.complete(task);
    }).open();
    client.subscribe(prefix + "-error").lockDuration(20000).handler((task, service) ->
      service.handleBpmnError(task, "refused", "不同意", Variables.createVariables().putValue("reason", "closed"))).open();
    // Ends with whoever started it.
    while (System.in.read() >= 0) {}
    client.stop();
    System.exit(0);
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }
}
