using System.Reflection;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>Takes returned values apart: a number, or a tuple of numbers and tuples.</summary>
internal static class Results
{
    /// <summary>The numbers in a result, each with the names on the way to it (<c>Value.X</c>).</summary>
    public static IReadOnlyList<(string Path, double Value)> Flatten(object? value, MethodInfo method)
    {
        var flat = new List<(string, double)>();
        IList<string?>? names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames;
        int next = 0;
        Visit(value, "");
        return flat;

        void Visit(object? item, string path)
        {
            if (item is not ITuple tuple)
            {
                if (item is double or float) flat.Add((path, Convert.ToDouble(item, System.Globalization.CultureInfo.InvariantCulture)));
                return;
            }

            // The names of one tuple stand together, then come those of its elements; the rest of a long tuple counts as unnamed.
            int first = next;
            next += tuple.Length;
            for (int rest = tuple.Length - 7; rest > 0; rest -= 7) next += rest;
            for (int i = 0; i < tuple.Length; i++) Visit(tuple[i], path + "." + (names?[first + i] ?? $"Item{i + 1}"));
        }
    }

    public static double[] Values(object? value, MethodInfo method) => [.. Flatten(value, method).Select(item => item.Value)];

    public static int CountReals(Type type) => Leaves(type).Count(t => t == typeof(double) || t == typeof(float));

    public static bool HasFloat(Type type) => Leaves(type).Contains(typeof(float));

    private static IEnumerable<Type> Leaves(Type type) =>
        typeof(ITuple).IsAssignableFrom(type) ? type.GetGenericArguments().SelectMany(Leaves) : [type];
}
