using System.Reflection;

namespace DerivativeTests.Harness;

internal enum Role
{
    Primal,
    Seed,
    Gradient,
    Tangent,
    Jacobian,
}

/// <summary>The cotangent of a result, or of an element of a tuple.</summary>
internal sealed record Seed(Type Type, IReadOnlyList<int> Path);

/// <summary>One generated member and what each of its parameters is for.</summary>
internal sealed class GeneratedMember
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private GeneratedMember(MethodInfo method, MemberBinding binding)
    {
        Call = new Invoker(method);
        Roles = binding.Roles;
        Seeds = binding.Seeds;
    }

    public Invoker Call { get; }

    /// <summary>For each parameter its role, and the number of the primal's parameter (or of the seed) it belongs to.</summary>
    public IReadOnlyList<(Role Role, int Index)> Roles { get; }

    public IReadOnlyList<Seed> Seeds { get; }

    /// <summary>Throws <see cref="HarnessException"/> when the member is missing or its signature is not as promised.</summary>
    public static GeneratedMember Find(MethodCase method, string suffix)
    {
        string name = method.Primal.Name + suffix;
        string? reason = null;
        foreach (MethodInfo candidate in method.Primal.DeclaringType!.GetMethods(Any).Where(m => m.Name == name && m.IsStatic == method.Primal.IsStatic))
        {
            if (candidate.GetGenericArguments().Length != method.Primal.GetGenericArguments().Length) continue;
            MethodInfo closed = candidate.IsGenericMethodDefinition ? candidate.MakeGenericMethod(method.Primal.GetGenericArguments()) : candidate;
            var binding = new MemberBinding(method, closed);
            if (binding.Bind(suffix) is not { } wrong) return new GeneratedMember(closed, binding);
            reason = $"{closed}: {wrong}";
        }

        throw new HarnessException(reason is null ? $"{method.Name}: {name} is missing" : $"{method.Name}: no {name} has the signature promised; {reason}");
    }

    /// <summary>The arguments for a call: those given for each role, and fresh copies of the primal's.</summary>
    public object[] Arguments(object[] primal, Func<Role, int, object> other) =>
        [.. Roles.Select(r => r.Role == Role.Primal ? primal[r.Index] : other(r.Role, r.Index))];
}
