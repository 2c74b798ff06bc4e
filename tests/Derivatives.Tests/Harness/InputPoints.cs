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
        var maker = new TreeMaker(settings, point, given.Length > 0 ? given.Length : settings.Length >= 0 ? settings.Length : length, random);
        Type type = parameter.Value;
        bool isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        object? made = parameter.IsBuffer && !isList ? maker.Make(parameter.Element!.MakeArrayType()) : maker.Make(type);
        object slot = type.IsValueType && !parameter.IsBuffer ? Slots.Box(made, type) : made ?? throw new HarnessException($"{parameter.Name} is null");
        if (given.Length > 0)
        {
            // A number takes one after the other from point to point; everything else all of them at once.
            int next = !parameter.IsBuffer && (parameter.IsReal || TreeTypes.IsAtom(type)) ? point : 0;
            if (TreeTypes.IsAtom(type)) return Slots.Box(TreeMaker.Cast(given[next % given.Length], type), type);
            if (slot is Array { Rank: 1 } array && TreeTypes.IsAtom(parameter.Element ?? typeof(double)))
            {
                for (int i = 0; i < array.Length; i++) array.SetValue(TreeMaker.Cast(given[i], parameter.Element!), i);
            }

            Trees.Write(slot, () => given[next++ % given.Length]);
        }

        if (settings.Sorted && slot is Array sorted) Array.Sort(sorted);
        return slot;
    }

    /// <summary>FNV-1a: <see cref="string.GetHashCode()"/> differs between runs.</summary>
    private static int Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = (hash ^ c) * 16777619;
        return (int)(hash & 0x7fffffff);
    }
}
