using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Rules.Tests.Tensors;

/// <summary>The part of docs/ops.md about tensors: how each of PyTorch's functions is called, and what there is not.</summary>
internal static partial class OperationTable
{
    /// <summary>Differentiable functions of PyTorch's that have no counterpart here.</summary>
    private static readonly string[] s_missing =
    [
        "angle", "as_complex", "batch_norm_stats", "bincount", "block_diag", "bucketize", "cartesian_prod", "combinations", "complex", "conj", "corrcoef", "cov",
        "ctc_loss", "cumulative_trapezoid", "eig", "eigvals", "embedding_bag", "erfi", "fft", "fft2", "fftn", "fractional_max_pool2d", "frexp", "geqrf", "gradient", "gru", "gumbel_softmax",
        "heaviside", "hfft", "histc", "householder_product", "ifft", "igamma", "igammac", "imag", "index_reduce", "irfft", "istft", "ldl_factor", "ldl_solve", "lobpcg", "local_response_norm",
        "lstm", "lstsq", "lu", "lu_factor", "lu_solve", "lu_unpack", "max_unpool1d", "max_unpool2d", "max_unpool3d", "modified_bessel_k0", "nested_tensor", "ormqr", "pdist", "polar", "put",
        "real", "renorm", "rfft", "rnn", "rrelu", "segment_reduce", "sparse_mm", "spherical_bessel_j0", "stft", "svd_lowrank", "take_along_dim", "tensorinv", "tensorsolve", "to_sparse",
        "unfold_backward", "view_as_real", "vander", "zeta",
    ];

    public static void Write(StringBuilder text, string root)
    {
        Dictionary<string, string> calls = Calls(root);
        text.Append("\n# Operations on tensors\n\n");
        text.Append("PyTorch's name, the call in C#, and the function in the graph. Arguments have PyTorch's defaults. Element-by-element functions take their derivatives from the table above;\n");
        text.Append("all of these are compared with libtorch's values and gradients, by `tests/Golden`, and with differences, twice, by `tests/Rules.Tests`.\n");
        IEnumerable<IGrouping<string, GoldenCase>> operations = GoldenFile.Cases().Where(c => calls.ContainsKey(c.Op)).GroupBy(c => c.Op).Where(op => op.Any(c => c.Family != "kink"));
        foreach (IGrouping<string, IGrouping<string, GoldenCase>> family in operations.GroupBy(op => op.Select(c => c.Family).OrderBy(name => name == "kink").First()).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## Tensors: {family.Key}\n\n| PyTorch | call | function in the graph |\n|---|---|---|\n");
            foreach (IGrouping<string, GoldenCase> op in family.OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                string functions = string.Join(", ", op.SelectMany(c => c.Operation(c.Inputs)).Select(result => result.GradFn?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"));
                text.Append(CultureInfo.InvariantCulture, $"| `{op.Key}` | {calls[op.Key]} | {functions} |\n");
            }
        }

        text.Append("\n## Tensors: what is missing\n\nThere is no method for these, so a call does not compile:\n");
        text.Append(string.Join(", ", Missing().Select(name => $"`{name}`"))).Append(".\n\n");
        text.Append("Complex, quantized, sparse and nested tensors do not exist. Arguments that an operation does not take are an exception that names them.\n");
    }

    /// <summary>What is listed and exists by now is not missing.</summary>
    private static IEnumerable<string> Missing()
    {
        HashSet<string> there = new(new[] { typeof(Tensor), typeof(Functional), typeof(Linalg) }.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)).Select(method => method.Name), StringComparer.OrdinalIgnoreCase);
        return s_missing.Where(name => !there.Contains(name.Replace("_", "", StringComparison.Ordinal)));
    }

    /// <summary>The calls as they stand in the table of the golden tests, without what reads the case.</summary>
    private static Dictionary<string, string> Calls(string root)
    {
        var calls = new Dictionary<string, string>();
        foreach (string path in Directory.EnumerateFiles(Path.Combine(root, "tests", "Golden", "Operations"), "*.cs").Where(path => !path.EndsWith("CompositeOperations.cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            foreach (Match row in Row().Matches(File.ReadAllText(path)))
            {
                string call = row.Groups["call"].Value;
                string[] forms = Choice().Match(call) is { Success: true } choice ? [choice.Groups["first"].Value, choice.Groups["second"].Value] : [call];
                forms = [.. forms.Select(Plain).Distinct()];
                if (!forms.Any(form => form.Contains("c.", StringComparison.Ordinal) || Helper().IsMatch(form))) calls.Add(row.Groups["op"].Value, string.Join(" or ", forms.Select(form => $"`{form}`")));
            }
        }

        return calls;
    }

    private static string Plain(string call)
    {
        call = call.Replace("c.All[1]", "y", StringComparison.Ordinal).Replace("c.All", "tensors", StringComparison.Ordinal).Replace("Correction(c)", "correction", StringComparison.Ordinal).Replace("Reduced(c)", "reduction", StringComparison.Ordinal);
        call = Named().Replace(call, match => Camel(match.Groups["name"].Value));
        return call.Replace("c.X", "x", StringComparison.Ordinal);
    }

    private static string Camel(string name)
    {
        string[] words = name.Split('_');
        string camel = words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return camel == "input" ? "x" : camel;
    }

    [GeneratedRegex(@"^        \[""(?<op>\w+)""\] = c => (?<call>.*),\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^c\.(?:Has|Maybe|MaybeReal|IsList|IsText|Text)\(.*?\)(?: is \{ \} \w+| == ""\w+"")? \? (?<first>.*) : (?<second>.*)$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"(?:c\.\w+\(|Each\(c, |c\[)""(?<name>\w+)""(?:, [^()]*?)?[)\]](?: \?\? \w+)?")]
    private static partial Regex Named();

    /// <summary>Programs of the golden data that are no one call.</summary>
    [GeneratedRegex(@"^(?!Tensor\.|Functional\.|Linalg\.)[A-Z]|\bc\b|\) [*+] | \* x|\w\(.*\)\.\w+\(.*\)\.\w+\(|Identity\(")]
    private static partial Regex Helper();
}
