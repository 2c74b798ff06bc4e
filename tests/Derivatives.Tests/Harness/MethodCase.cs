using System.Reflection;

namespace DerivativeTests.Harness;

/// <summary>A method under test, closed over <c>double</c> or <c>float</c> if it is generic.</summary>
internal sealed class MethodCase
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, GeneratedMember> _members = [];

    public MethodCase(string name, MethodInfo primal, Derivatives requested, string[]? withRespectTo = null)
    {
        Name = name;
        Primal = primal;
        Requested = requested;
        Parameters = Parameter.Of(primal, withRespectTo);
        Inputs = [.. primal.GetCustomAttributes<InputsAttribute>()];
        Check = primal.GetCustomAttribute<CheckAttribute>() ?? new CheckAttribute();
        Throws = primal.GetCustomAttribute<ThrowsAttribute>()?.Exception;
        Call = new Invoker(primal);
    }

    public string Name { get; }

    /// <summary>The name without what a generic method is closed over, so that its instances get the same inputs.</summary>
    public string SeedName => Name.Split('(')[0];

    public MethodInfo Primal { get; }

    public Derivatives Requested { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<InputsAttribute> Inputs { get; }

    public CheckAttribute Check { get; init; }

    public Type? Throws { get; }

    public Invoker Call { get; }

    /// <summary>A gradient is generated for one real result.</summary>
    public bool HasGradient => Results.CountReals(Primal.ReturnType) == 1;

    public IEnumerable<Parameter> Differentiated => Parameters.Where(p => p.Differentiated);

    /// <summary>Computes in single precision, or less, somewhere in its signature.</summary>
    public bool IsFloat => Mentions(typeof(float)) || IsHalf;

    public bool IsHalf => Mentions(typeof(Half));

    /// <summary>The same computation in double precision, if there is one.</summary>
    public MethodCase? Twin
    {
        get
        {
            if (!IsFloat) return null;
            Type type = Primal.DeclaringType!;
            if (Check.Twin is { } name) return new MethodCase(SeedName, type.GetMethod(name, Any)!, Derivatives.None);
            if (Primal.IsGenericMethod) return new MethodCase(SeedName, Close(Primal.GetGenericMethodDefinition(), typeof(double)), Derivatives.None);
            if (!type.IsGenericType) return null;
            Type twin = Close(type.GetGenericTypeDefinition(), typeof(double));
            return new MethodCase(SeedName, (MethodInfo)MethodBase.GetMethodFromHandle(Primal.MethodHandle, twin.TypeHandle)!, Derivatives.None);
        }
    }

    /// <summary>The generated member; throws <see cref="HarnessException"/> when it is missing or its signature is not as promised.</summary>
    public GeneratedMember Member(string suffix)
    {
        if (!_members.TryGetValue(suffix, out GeneratedMember? member)) _members.Add(suffix, member = GeneratedMember.Find(this, suffix));
        return member;
    }

    /// <summary>Every annotated method of a namespace, by a readable name; a generic one once for <c>double</c> and once for <c>float</c>.</summary>
    public static IReadOnlyDictionary<string, MethodCase> All(Assembly assembly, string @namespace)
    {
        var cases = new SortedDictionary<string, MethodCase>(StringComparer.Ordinal);
        foreach (Type type in assembly.GetTypes().Where(t => t.Namespace == @namespace))
        {
            foreach (MethodInfo method in type.GetMethods(Any))
            {
                if (method.GetCustomAttribute<DifferentiableAttribute>() is not { } attribute) continue;
                string name = TypeName(type) + "." + method.Name;
                bool isGeneric = type.ContainsGenericParameters || method.IsGenericMethodDefinition;
                foreach (Type argument in isGeneric ? [typeof(double), typeof(float)] : new[] { typeof(double) })
                {
                    MethodInfo closed = method;
                    if (type.ContainsGenericParameters)
                    {
                        closed = (MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, Close(type, argument).TypeHandle)!;
                    }

                    if (closed.IsGenericMethodDefinition) closed = Close(closed, argument);
                    string key = isGeneric ? $"{name}({argument.Name})" : name;
                    for (int overload = 2; !cases.TryAdd(key, new MethodCase(key, closed, attribute.Derivatives, attribute.WithRespectTo)); overload++)
                    {
                        key = $"{name}#{overload}";
                    }
                }
            }
        }

        return cases;
    }

    private bool Mentions(Type leaf) => Parameters.Any(p => TreeTypes.Has(p.Value, leaf)) || TreeTypes.Has(Primal.ReturnType, leaf);

    private static string TypeName(Type type) => (type.DeclaringType is { } outer ? TypeName(outer) + "." : "") + type.Name.Split('`')[0];

    private static Type Close(Type type, Type argument) => type.MakeGenericType([.. type.GetGenericArguments().Select(_ => argument)]);

    private static MethodInfo Close(MethodInfo method, Type argument) => method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => argument)]);
}
