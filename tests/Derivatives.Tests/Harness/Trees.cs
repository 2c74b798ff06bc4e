using System.Collections;
using System.Reflection;

namespace DerivativeTests.Harness;

/// <summary>
/// Any value as a tree whose leaves are numbers: the elements of arrays and lists, and the fields of everything else, in the order of their declaration.
/// Reals are read and written as one flat list. What is written into a boxed struct changes the box.
/// </summary>
internal static class Trees
{
    private static readonly Func<object, object> s_memberwiseClone =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    /// <summary>The reals in order.</summary>
    public static void Read(object? tree, List<double> into)
    {
        switch (tree)
        {
            case null: return;
            case double number: into.Add(number); return;
            case float number: into.Add(number); return;
            case Half number: into.Add((double)number); return;
            case double[] numbers: into.AddRange(numbers); return;
        }

        if (TreeTypes.IsAtom(tree.GetType())) return;
        if (Elements(tree) is { } elements)
        {
            if (!TreeTypes.HasReals(ElementType(tree))) return;
            foreach (object? element in elements) Read(element, into);
            return;
        }

        foreach (FieldInfo field in TreeTypes.RealFields(tree.GetType())) Read(field.GetValue(tree), into);
    }

    /// <summary>The other way round; <paramref name="next"/> gives one number after the other. Returns the tree, or what takes its place if it is a number itself.</summary>
    public static object? Write(object? tree, Func<double> next)
    {
        switch (tree)
        {
            case null: return null;
            case double: return next();
            case float: return (float)next();
            case Half: return (Half)next();
            case double[] numbers:
                for (int i = 0; i < numbers.Length; i++) numbers[i] = next();
                return tree;
        }

        if (TreeTypes.IsAtom(tree.GetType())) return tree;
        switch (tree)
        {
            case Array array:
                if (TreeTypes.HasReals(ElementType(tree))) ForEachIndex(array, index => array.SetValue(Write(array.GetValue(index), next), index));
                return tree;
            case IList list:
                for (int i = 0; TreeTypes.HasReals(ElementType(tree)) && i < list.Count; i++) list[i] = Write(list[i], next);
                return tree;
        }

        foreach (FieldInfo field in TreeTypes.RealFields(tree.GetType())) field.SetValue(tree, Write(field.GetValue(tree), next));
        return tree;
    }

    /// <summary>A deep copy.</summary>
    public static object? Clone(object? tree)
    {
        if (tree is null || TreeTypes.IsAtom(tree.GetType()) || TreeTypes.IsReal(tree.GetType())) return tree;
        if (tree is Array array)
        {
            var copy = (Array)array.Clone();
            Type element = array.GetType().GetElementType()!;
            if (!TreeTypes.IsAtom(element) && !TreeTypes.IsReal(element)) ForEachIndex(copy, index => copy.SetValue(Clone(copy.GetValue(index)), index));
            return copy;
        }

        if (tree is IList list)
        {
            var copy = (IList)Activator.CreateInstance(tree.GetType())!;
            foreach (object? element in list) copy.Add(Clone(element));
            return copy;
        }

        object clone = s_memberwiseClone(tree);
        foreach (FieldInfo field in TreeTypes.Fields(tree.GetType()))
        {
            if (!TreeTypes.IsAtom(field.FieldType) && !TreeTypes.IsReal(field.FieldType)) field.SetValue(clone, Clone(field.GetValue(clone)));
        }

        return clone;
    }

    /// <summary>Equal bit for bit, and of one shape.</summary>
    public static bool Same(object? left, object? right)
    {
        if (left is null || right is null) return left is null && right is null;
        if (left.GetType() != right.GetType()) return false;
        switch (left)
        {
            case double number: return BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits((double)right);
            case float number: return BitConverter.SingleToInt32Bits(number) == BitConverter.SingleToInt32Bits((float)right);
            case Half number: return BitConverter.HalfToInt16Bits(number) == BitConverter.HalfToInt16Bits((Half)right);
        }

        if (TreeTypes.IsAtom(left.GetType())) return left.Equals(right);
        if (Elements(left) is { } elements)
        {
            object?[] a = [.. elements.Cast<object?>()], b = [.. Elements(right)!.Cast<object?>()];
            return a.Length == b.Length && a.Zip(b, Same).All(same => same);
        }

        return TreeTypes.Fields(left.GetType()).All(field => Same(field.GetValue(left), field.GetValue(right)));
    }

    /// <summary>The way to each real: <c>p.Position.X</c>, <c>a[1, 2]</c>.</summary>
    public static void Names(object? tree, string path, List<string> into)
    {
        if (tree is null || TreeTypes.IsAtom(tree.GetType())) return;
        if (TreeTypes.IsReal(tree.GetType()))
        {
            into.Add(path);
            return;
        }

        switch (tree)
        {
            case Array array:
                ForEachIndex(array, index => Names(array.GetValue(index), $"{path}[{string.Join(", ", index)}]", into));
                return;
            case IList list:
                for (int i = 0; i < list.Count; i++) Names(list[i], $"{path}[{i}]", into);
                return;
        }

        foreach (FieldInfo field in TreeTypes.RealFields(tree.GetType())) Names(field.GetValue(tree), $"{path}.{TreeTypes.NameOf(field)}", into);
    }

    public static string Show(object? tree)
    {
        if (tree is null) return "null";
        if (TreeTypes.IsAtom(tree.GetType()) || TreeTypes.IsReal(tree.GetType())) return FormattableString.Invariant($"{tree}");
        return Elements(tree) is { } elements
            ? "[" + string.Join(", ", elements.Cast<object?>().Select(Show)) + "]"
            : "{" + string.Join(", ", TreeTypes.Fields(tree.GetType()).Select(field => $"{TreeTypes.NameOf(field)} = {Show(field.GetValue(tree))}")) + "}";
    }

    private static IEnumerable? Elements(object tree) => tree as IList;

    private static Type ElementType(object tree) => tree is Array ? tree.GetType().GetElementType()! : tree.GetType().GetGenericArguments()[0];

    private static void ForEachIndex(Array array, Action<int[]> action)
    {
        if (array.Length == 0) return;
        var index = new int[array.Rank];
        while (true)
        {
            action(index);
            int dimension = array.Rank - 1;
            while (dimension >= 0 && ++index[dimension] == array.GetLength(dimension)) index[dimension--] = 0;
            if (dimension < 0) return;
        }
    }
}
