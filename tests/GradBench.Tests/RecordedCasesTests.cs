using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradBenchTests;

/// <summary>Every recorded case, asked for through the protocol, has the recorded output.</summary>
public sealed class RecordedCasesTests
{
    private const double Tolerance = 1e-8;

    public static TheoryData<string, int, string> Cases()
    {
        var data = new TheoryData<string, int, string>();
        foreach (string module in new[] { "hello", "gmm", "ba", "ht", "lstm", "lse", "llsq", "ode", "det" })
        {
            IReadOnlyList<Case> cases = Case.Of(module);
            for (int i = 0; i < cases.Count; i++) data.Add(module, i, cases[i].Description);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OutputsAreTheRecordedOnes(string module, int index, string description)
    {
        Case recorded = Case.Of(module)[index];
        Assert.Equal(description, recorded.Description);
        Assert.Equal(2, recorded.Outputs.Count);
        foreach ((string function, JsonNode expected) in recorded.Outputs)
        {
            List<JsonElement> answers = Conversation.Hold(
                Conversation.Message("start"),
                Conversation.Define(module),
                Conversation.Evaluate(module, function, recorded.Input.DeepClone()));
            Assert.True(answers[1].GetProperty("success").GetBoolean());
            Assert.True(answers[2].GetProperty("success").GetBoolean(), answers[2].ToString());
            AssertClose(expected, JsonNode.Parse(answers[2].GetProperty("output").GetRawText())!, function);
        }
    }

    /// <summary>Same shape, and every number within the tolerance of itself or of a thousandth of the largest in its array.</summary>
    private static void AssertClose(JsonNode expected, JsonNode actual, string place)
    {
        if (expected is JsonObject members)
        {
            Assert.Equal(members.Select(member => member.Key).Order(), actual.AsObject().Select(member => member.Key).Order());
            foreach ((string name, JsonNode? member) in members) AssertClose(member!, actual[name]!, $"{place}.{name}");
            return;
        }

        Assert.Equal(Shape(expected), Shape(actual));
        double[] x = [.. Flatten(expected)], y = [.. Flatten(actual)];
        double floor = 1e-3 * x.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < x.Length; i++)
        {
            double scale = Math.Max(floor, Math.Max(Math.Abs(x[i]), Math.Abs(y[i])));
            Assert.True(Math.Abs(x[i] - y[i]) <= Tolerance * scale, string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]: expected {x[i]:R}, got {y[i]:R}"));
        }
    }

    private static string Shape(JsonNode node) => node is JsonArray array
        ? $"{array.Count}[{(array.Count > 0 ? Shape(array[0]!) : "")}]"
        : node.GetValueKind().ToString();

    private static IEnumerable<double> Flatten(JsonNode node)
        => node is JsonArray array ? array.SelectMany(item => Flatten(item!)) : [node.GetValue<double>()];
}
