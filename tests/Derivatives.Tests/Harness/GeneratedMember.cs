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

/// <summary>One generated member and what each of its parameters is for. Matched by place, not by name: names may have to avoid the user's.</summary>
internal sealed class GeneratedMember
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private GeneratedMember(MethodInfo method, IReadOnlyList<(Role, int)> roles)
    {
        Call = new Invoker(method);
        Roles = roles;
    }

    public Invoker Call { get; }

    /// <summary>For each parameter its role, and the number of the primal's parameter (or of the result) it belongs to.</summary>
    public IReadOnlyList<(Role Role, int Index)> Roles { get; }

    /// <summary>Throws <see cref="HarnessException"/> when the member is missing or its signature is not as promised.</summary>
    public static GeneratedMember Find(MethodCase method, string suffix)
    {
        string name = method.Primal.Name + suffix;
        string? reason = null;
        foreach (MethodInfo candidate in method.Primal.DeclaringType!.GetMethods(Any).Where(m => m.Name == name))
        {
            if (candidate.GetGenericArguments().Length != method.Primal.GetGenericArguments().Length) continue;
            MethodInfo closed = candidate.IsGenericMethodDefinition ? candidate.MakeGenericMethod(method.Primal.GetGenericArguments()) : candidate;
            if (Bind(method, suffix, closed.GetParameters(), out reason) is { } roles) return new GeneratedMember(closed, roles);
            reason = $"{closed}: {reason}";
        }

        throw new HarnessException(reason is null ? $"{method.Name}: {name} is missing" : $"{method.Name}: no {name} has the signature promised; {reason}");
    }

    /// <summary>The arguments for a call: those given for each role, and fresh copies of the primal's.</summary>
    public object[] Arguments(object[] primal, Func<Role, int, object> other) =>
        [.. Roles.Select(r => r.Role == Role.Primal ? primal[r.Index] : other(r.Role, r.Index))];

    private static List<(Role, int)>? Bind(MethodCase method, string suffix, ParameterInfo[] actual, out string? reason)
    {
        var roles = new List<(Role, int)>();
        reason = suffix == "Jvp" ? BindInterleaved(method, actual, roles) : BindAppended(method, suffix, actual, roles);
        return reason is null ? roles : null;
    }

    private static string? BindInterleaved(MethodCase method, ParameterInfo[] actual, List<(Role, int)> roles)
    {
        int next = 0;
        foreach (Parameter parameter in method.Parameters)
        {
            if (next == actual.Length || actual[next].ParameterType != parameter.Type) return $"expected {parameter.Name} at place {next}";
            next++;
            roles.Add((Role.Primal, parameter.Index));
            bool takesTangent = parameter.Differentiated
                || (parameter.IsOutput && next < actual.Length && actual[next].Name == parameter.Name + "Tangent");
            if (!takesTangent) continue;
            if (next == actual.Length || !Holds(actual[next], parameter, byRef: false)) return $"expected the tangent of {parameter.Name} at place {next}";
            next++;
            roles.Add((Role.Tangent, parameter.Index));
        }

        return next == actual.Length ? null : $"{actual[next].Name} is too much";
    }

    private static string? BindAppended(MethodCase method, string suffix, ParameterInfo[] actual, List<(Role, int)> roles)
    {
        int next = method.Parameters.Count;
        if (actual.Length < next) return "too few parameters";
        foreach (Parameter parameter in method.Parameters)
        {
            if (actual[parameter.Index].ParameterType != parameter.Type) return $"expected {parameter.Name} at place {parameter.Index}";
            roles.Add((Role.Primal, parameter.Index));
        }

        if (suffix == "Jacobian")
        {
            if (actual.Length != next + 1 || !actual[next].ParameterType.IsByRefLike) return "expected one span more than the primal has parameters";
            roles.Add((Role.Jacobian, 0));
            return null;
        }

        for (int seed = 0; suffix == "Backward" && seed < method.ResultCount; seed++, next++)
        {
            if (next == actual.Length || actual[next].ParameterType is not { IsByRef: false, IsByRefLike: false }) return $"expected a seed at place {next}";
            roles.Add((Role.Seed, seed));
        }

        ParameterInfo[] rest = actual[next..];
        Parameter[] scalars = suffix == "Backward" ? [.. method.DifferentiatedScalars] : [];
        Parameter[] buffers = [.. method.DifferentiatedBuffers];
        if (rest.Count(p => !p.ParameterType.IsByRef) > buffers.Length) buffers = [.. method.Parameters.Where(p => p.Differentiated ? p.IsBuffer : p.IsOutput)];
        if (rest.Length != scalars.Length + buffers.Length) return $"{rest.Length} gradient parameters, expected {scalars.Length} + {buffers.Length}";
        int scalar = 0, buffer = 0;
        foreach (ParameterInfo parameter in rest)
        {
            bool byRef = parameter.ParameterType.IsByRef;
            if (byRef ? scalar == scalars.Length : buffer == buffers.Length) return $"{parameter.Name} belongs to nothing";
            Parameter of = byRef ? scalars[scalar++] : buffers[buffer++];
            if (!Holds(parameter, of, byRef)) return $"{parameter.Name} does not fit {of.Name}";
            roles.Add((Role.Gradient, of.Index));
        }

        return null;
    }

    /// <summary>Whether the parameter can hold a derivative of the primal's: a number, a reference to one, or a buffer.</summary>
    private static bool Holds(ParameterInfo actual, Parameter primal, bool byRef)
    {
        Type type = actual.ParameterType;
        if (!primal.IsBuffer) return type == (byRef ? primal.Scalar.MakeByRefType() : primal.Scalar);
        return type.IsArray ? type.GetElementType() == primal.Scalar : type.IsByRefLike && type.GetGenericArguments()[0] == primal.Scalar;
    }
}
