using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>
/// Makes a value of any type that the harness knows. A type may say how by a static method <c>Example(Random)</c>; else a class is made by its
/// parameterless constructor, or by its longest one, and filled: what the constructor left null is made, reals are drawn.
/// </summary>
internal sealed class TreeMaker(InputsAttribute settings, int point, int length, Random random)
{
    private const int MaxDepth = 3;

    public object? Make(Type type) => Make(type, 0, inBuffer: false);

    public static object Cast(double value, Type type) =>
        type == typeof(bool) ? value != 0
        : type == typeof(Half) ? (Half)value
        : type == typeof(char) ? (char)value
        : type.IsEnum ? Enum.ToObject(type, (int)value)
        : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    private object? Make(Type type, int depth, bool inBuffer)
    {
        if (type == typeof(bool)) return (inBuffer ? random.Next(2) : point % 2) != 0;
        if (type == typeof(string)) return "text";
        if (type.IsEnum) return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length));
        if (TreeTypes.IsReal(type) || type.IsPrimitive || type == typeof(decimal)) return Cast(Draw(type, inBuffer), type);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return point % 3 == 2 ? null : Make(underlying, depth, inBuffer);
        if (type.IsArray) return MakeArray(type, depth);
        if (type.IsGenericType && TreeTypes.ElementOf(type) is { } element)
        {
            var array = (Array)MakeArray(element.MakeArrayType(), depth);
            return type.IsAssignableFrom(array.GetType()) ? array : Activator.CreateInstance(type, array);
        }

        if (type.GetMethod("Example", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Random)]) is { } example) return example.Invoke(null, [random]);
        if (TreeTypes.IsAtom(type) || type.IsInterface || type.IsAbstract || type.IsByRefLike) throw new HarnessException($"cannot make a {type}; give it a static Example(Random)");
        return Fill(New(type, depth), depth);
    }

    private object New(Type type, int depth)
    {
        if (type.IsValueType) return RuntimeHelpers.GetUninitializedObject(type);
        ConstructorInfo[] constructors = [.. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type)];
        ConstructorInfo constructor = constructors.FirstOrDefault(c => c.GetParameters().Length == 0) ?? constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new HarnessException($"{type} has no constructor");
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, depth + 1, inBuffer: false))]);
    }

    private object Fill(object made, int depth)
    {
        foreach (FieldInfo field in TreeTypes.Fields(made.GetType()))
        {
            object? value = field.GetValue(made);
            Type type = field.FieldType;
            if (value is null)
            {
                if (depth < MaxDepth && !type.IsSubclassOf(typeof(Delegate)) && (!type.IsInterface || TreeTypes.IsContract(type))) field.SetValue(made, Make(type, depth + 1, inBuffer: false));
            }
            else if (TreeTypes.IsReal(type))
            {
                field.SetValue(made, Cast(Draw(type, inBuffer: false), type));
            }
            else if (type.IsPrimitive || type.IsEnum)
            {
                if (made.GetType().IsValueType && type != typeof(bool) && value.Equals(Cast(0, type))) field.SetValue(made, Make(type, depth + 1, inBuffer: false));
            }
            else if (!TreeTypes.IsAtom(type) && TreeTypes.HasReals(type))
            {
                if (type.IsValueType && TreeTypes.ElementOf(type) is null)
                {
                    field.SetValue(made, Fill(value, depth + 1));
                }
                else
                {
                    Trees.Write(value, () => Draw(typeof(double), inBuffer: true));
                }
            }
        }

        return made;
    }

    private Array MakeArray(Type type, int depth)
    {
        Type element = type.GetElementType()!;
        int rank = type.GetArrayRank();
        int outer = rank > 2 ? Math.Min(length, 4) : length;
        int inner = settings.Columns >= 0 ? settings.Columns : outer;
        if (rank == 1)
        {
            var row = Array.CreateInstance(element, depth > 0 && settings.Columns >= 0 && element.IsPrimitive ? inner : outer);
            for (int i = 0; i < row.Length; i++) row.SetValue(Make(element, depth + 1, inBuffer: true), i);
            return row;
        }

        var array = Array.CreateInstance(element, [outer, .. Enumerable.Repeat(inner, rank - 1)]);
        int[] index = new int[rank];
        for (int flat = 0; flat < array.Length; flat++)
        {
            for (int d = rank - 1, rest = flat; d >= 0; rest /= array.GetLength(d), d--) index[d] = rest % array.GetLength(d);
            array.SetValue(Make(element, depth + 1, inBuffer: true), index);
        }

        return array;
    }

    private double Draw(Type type, bool inBuffer)
    {
        static double Or(double given, double usual) => double.IsNaN(given) ? usual : given;
        if (TreeTypes.IsReal(type))
        {
            double min = Or(settings.Min, 0.5), max = Or(settings.Max, 2);
            return min + ((max - min) * random.NextDouble());
        }

        return random.Next((int)Or(settings.Min, inBuffer ? 0 : 2), (int)Or(settings.Max, 4) + 1);
    }
}
