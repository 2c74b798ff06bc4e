using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>Inputs for a method, the same in every run: from its name, the number of the point, and its <see cref="InputsAttribute"/>s.</summary>
internal static class InputPoints
{
    public static object[] Create(MethodCase method, int point)
    {
        var random = new Random(Hash(method.SeedName) ^ (point * 7919));
        int length = random.Next(5, 10);
        return [.. method.Parameters.Select(p => Create(p, Settings(method, p), point, length, random))];
    }

    private static InputsAttribute Settings(MethodCase method, Parameter parameter) =>
        method.Inputs.FirstOrDefault(i => i.Parameter == parameter.Name) ?? method.Inputs.FirstOrDefault(i => i.Parameter is null) ?? new InputsAttribute();

    private static object Create(Parameter parameter, InputsAttribute settings, int point, int length, Random random)
    {
        double[] given = settings.Values;
        if (!parameter.IsBuffer)
        {
            double value = given.Length > 0 ? given[point % given.Length] : Draw(parameter, settings, random, point);
            return Activator.CreateInstance(typeof(StrongBox<>).MakeGenericType(parameter.Scalar), Cast(value, parameter.Scalar))!;
        }

        int count = given.Length > 0 ? given.Length : settings.Length >= 0 ? settings.Length : length;
        double[] values = given.Length > 0 ? [.. given] : [.. Enumerable.Range(0, count).Select(_ => Draw(parameter, settings, random, point))];
        if (settings.Sorted) Array.Sort(values);
        var array = Array.CreateInstance(parameter.Scalar, count);
        for (int i = 0; i < count; i++) array.SetValue(Cast(values[i], parameter.Scalar), i);
        return array;
    }

    private static double Draw(Parameter parameter, InputsAttribute settings, Random random, int point)
    {
        if (parameter.Scalar == typeof(bool)) return parameter.IsBuffer ? random.Next(2) : point % 2;
        double Or(double given, double usual) => double.IsNaN(given) ? usual : given;
        if (parameter.IsReal)
        {
            double min = Or(settings.Min, 0.5), max = Or(settings.Max, 2);
            return min + (max - min) * random.NextDouble();
        }

        return random.Next((int)Or(settings.Min, parameter.IsBuffer ? 0 : 2), (int)Or(settings.Max, 4) + 1);
    }

    private static object Cast(double value, Type type) =>
        type == typeof(bool) ? value != 0 : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>FNV-1a: <see cref="string.GetHashCode()"/> differs between runs.</summary>
    private static int Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return (int)(hash & 0x7fffffff);
    }
}
