using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SourceAutodiff.GradBench;
using SourceAutodiff.GradBench.Modules;
using SourceAutodiff.GradBench.Protocol;

namespace GradBenchTests;

public sealed class ProtocolTests
{
    [Fact]
    public void EveryKindOfMessageIsAnswered()
    {
        JsonObject analysis = Conversation.Message("analysis");
        (analysis["of"], analysis["valid"]) = (2, true);
        List<JsonElement> answers = Conversation.Hold(
            new JsonObject { ["kind"] = "start", ["eval"] = "hello", ["config"] = new JsonObject { ["any"] = null } },
            Conversation.Define("hello"),
            Conversation.Evaluate("hello", "square", 3),
            analysis,
            Conversation.Message("something new"));
        Assert.Equal("sourceautodiff", answers[0].GetProperty("tool").GetString());
        Assert.Equal("""{"id":1,"success":true}""", answers[1].GetRawText());
        Assert.Equal(9, answers[2].GetProperty("output").GetDouble());
        Assert.Equal("""{"id":3}""", answers[3].GetRawText());
        Assert.Equal("""{"id":4}""", answers[4].GetRawText());
    }

    [Theory]
    [InlineData("kmeans")]
    [InlineData("particle")]
    [InlineData("saddle")]
    [InlineData("no such module")]
    public void ModulesWithoutImplementationAreNotDefined(string module)
    {
        JsonElement answer = Conversation.Hold(Conversation.Define(module))[0];
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Equal($"module '{module}' is not implemented", answer.GetProperty("error").GetString());
    }

    [Fact]
    public void AfterAFailureTheSessionGoesOn()
    {
        List<JsonElement> answers = Conversation.Hold(
            Conversation.Evaluate("no such module", "square", 1),
            Conversation.Evaluate("hello", "cube", 1),
            Conversation.Evaluate("lse", "primal", new JsonObject { ["x"] = new JsonArray() }),
            Conversation.Evaluate("lse", "primal", new JsonObject { ["x"] = "text" }),
            Conversation.Evaluate("hello", "square", 2));
        foreach (JsonElement failure in answers[..4])
        {
            Assert.False(failure.GetProperty("success").GetBoolean());
            Assert.NotEmpty(failure.GetProperty("error").GetString()!);
            Assert.False(failure.TryGetProperty("output", out _));
        }

        Assert.Equal(4, answers[4].GetProperty("output").GetDouble());
    }

    [Fact]
    public void WhatIsNotFiniteIsAFailure()
    {
        JsonElement answer = Conversation.Hold(Conversation.Evaluate("hello", "square", 1e200))[0];
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.False(answer.TryGetProperty("output", out _));
    }

    [Fact]
    public void ARunIsTimedAsOftenAsAskedFor()
    {
        JsonElement answer = Conversation.Hold(Conversation.Evaluate("lse", "gradient", Input(7, 0)))[0];
        Assert.Equal(7, Evaluations(answer).Count);
        Assert.Equal("prepare", answer.GetProperty("timings")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void ARunIsRepeatedForTheTimeAskedFor()
    {
        JsonElement answer = Conversation.Hold(Conversation.Evaluate("lse", "gradient", Input(1, 0.02)))[0];
        List<long> times = Evaluations(answer);
        Assert.True(times.Sum() >= 20_000_000);
        Assert.True(times.SkipLast(1).Sum() < 20_000_000);
    }

    [Fact]
    public void WithoutNumbersOfRunsThereIsOne()
    {
        JsonElement answer = Conversation.Hold(Conversation.Evaluate("lse", "primal", new JsonObject { ["x"] = new JsonArray(0.5, 2) }))[0];
        Assert.Single(Evaluations(answer));
    }

    [Fact]
    public void RepeatedRunsDoNotAddUp()
    {
        JsonElement once = Conversation.Hold(Conversation.Evaluate("lse", "gradient", Input(1, 0)))[0];
        JsonElement often = Conversation.Hold(Conversation.Evaluate("lse", "gradient", Input(5, 0)))[0];
        Assert.Equal(once.GetProperty("output").GetRawText(), often.GetProperty("output").GetRawText());
    }

    [Fact]
    public void EveryAnswerIsFlushedBeforeTheNextMessageIsRead()
    {
        using var output = new FlushedStream();
        var input = new WatchedReader(output, """{"id":0,"kind":"start"}""", """{"id":1,"kind":"define","module":"hello"}""", """{"id":2,"kind":"other"}""");
        new Session(AllModules.ByName).Run(input, output);
        Assert.Equal([0, 1, 2, 3], input.AnswersSeen);
    }

    [Fact]
    public async Task TheProgramAnswersAndEndsWithItsInput()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteLineAsync("""{"id":0,"kind":"start","eval":"hello"}""");
        await process.StandardInput.FlushAsync();
        Assert.Equal("""{"id":0,"tool":"sourceautodiff"}""", await process.StandardOutput.ReadLineAsync());
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static JsonObject Input(int minRuns, double minSeconds)
        => new() { ["x"] = new JsonArray(0.5, 2, 1e-05), ["min_runs"] = minRuns, ["min_seconds"] = minSeconds };

    private static List<long> Evaluations(JsonElement answer) => [.. answer.GetProperty("timings").EnumerateArray()
        .Where(timing => timing.GetProperty("name").GetString() == "evaluate").Select(timing => timing.GetProperty("nanoseconds").GetInt64())];

    /// <summary>Counts the lines that were flushed.</summary>
    private sealed class FlushedStream : MemoryStream
    {
        public int Lines { get; private set; }

        public override void Flush() => Lines = Encoding.UTF8.GetString(ToArray()).Count(c => c == '\n');
    }

    /// <summary>Notes, whenever a line is read, how many answers were there.</summary>
    private sealed class WatchedReader(FlushedStream output, params string[] lines) : TextReader
    {
        public List<int> AnswersSeen { get; } = [];

        public override string? ReadLine()
        {
            AnswersSeen.Add(output.Lines);
            return AnswersSeen.Count <= lines.Length ? lines[AnswersSeen.Count - 1] : null;
        }
    }
}
