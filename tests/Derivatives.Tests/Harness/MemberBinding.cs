using System.Reflection;

namespace DerivativeTests.Harness;

/// <summary>Finds out what the parameters of a generated member are for, mostly by place: names may have to avoid the user's.</summary>
internal sealed class MemberBinding(MethodCase method, MethodInfo member)
{
    private readonly ParameterInfo[] _actual = member.GetParameters();
    private int _next;

    public List<(Role Role, int Index)> Roles { get; } = [];

    public List<Seed> Seeds { get; } = [];

    /// <summary>Null, or what is not as promised.</summary>
    public string? Bind(string suffix)
    {
        string? reason = suffix == "Jvp" ? BindInterleaved() : BindAppended(suffix);
        return reason ?? (_next == _actual.Length ? null : $"{_actual[_next].Name} is too much");
    }

    private string? BindInterleaved()
    {
        foreach (Parameter parameter in method.Parameters)
        {
            if (BindPrimal(parameter) is { } reason) return reason;
            bool takesTangent = parameter.Differentiated
                || (parameter.IsOutput && _next < _actual.Length && _actual[_next].Name == parameter.Name + "Tangent");
            if (!takesTangent || (parameter.Name == Parameter.Receiver && !Follows(parameter))) continue;
            if (_next == _actual.Length || !HoldsTangent(_actual[_next].ParameterType, parameter)) return $"expected the tangent of {parameter.Name} at place {_next}";
            _next++;
            Roles.Add((Role.Tangent, parameter.Index));
        }

        return null;
    }

    /// <summary>Where nothing of the object is used that has a derivative, there is no tangent and no gradient of it.</summary>
    private bool Follows(Parameter receiver) => _next < _actual.Length && HoldsTangent(_actual[_next].ParameterType, receiver);

    private string? BindAppended(string suffix)
    {
        foreach (Parameter parameter in method.Parameters)
        {
            if (BindPrimal(parameter) is { } reason) return reason;
        }

        if (suffix == "Jacobian")
        {
            if (_next + 1 != _actual.Length || !_actual[_next].ParameterType.IsByRefLike) return "expected one span more than the primal has parameters";
            _next++;
            Roles.Add((Role.Jacobian, 0));
            return null;
        }

        if (suffix == "Backward" && method.Primal.ReturnType != typeof(void) && BindSeeds(method.Primal.ReturnType, []) is { } wrong) return wrong;
        return BindGradients(suffix == "Backward");
    }

    private string? BindPrimal(Parameter parameter)
    {
        if (parameter.Name != Parameter.Receiver || method.Primal.IsStatic)
        {
            if (_next == _actual.Length || _actual[_next].ParameterType != parameter.Type) return $"expected {parameter.Name} at place {_next}";
            _next++;
        }

        Roles.Add((Role.Primal, parameter.Index));
        return null;
    }

    private string? BindSeeds(Type type, int[] path)
    {
        if (!TreeTypes.HasReals(type)) return null;
        if (_next < _actual.Length && HoldsSeed(_actual[_next].ParameterType, type))
        {
            Roles.Add((Role.Seed, Seeds.Count));
            Seeds.Add(new Seed(_actual[_next].ParameterType, path));
            _next++;
            return null;
        }

        if (!Results.IsTuple(type)) return $"expected a seed of {type} at place {_next}";
        Type[] elements = Results.Elements(type);
        for (int i = 0; i < elements.Length; i++)
        {
            if (BindSeeds(elements[i], [.. path, i]) is { } reason) return reason;
        }

        return null;
    }

    /// <summary>
    /// Each remaining parameter belongs to the one of that name, or to the next that it can hold the gradient of. A gradient member returns those of values;
    /// a backward member has to have all.
    /// </summary>
    private string? BindGradients(bool isBackward)
    {
        List<Parameter> open = [.. method.Parameters.Where(p => p.Differentiated || p.IsOutput)];
        for (; _next < _actual.Length; _next++)
        {
            ParameterInfo actual = _actual[_next];
            Parameter? of = open.FirstOrDefault(p => string.Equals("grad" + p.Name, actual.Name, StringComparison.OrdinalIgnoreCase) && HoldsGradient(actual.ParameterType, p))
                ?? open.FirstOrDefault(p => p.Differentiated && HoldsGradient(actual.ParameterType, p))
                ?? open.FirstOrDefault(p => HoldsGradient(actual.ParameterType, p));
            if (of is null) return $"{actual.Name} belongs to nothing";
            open.Remove(of);
            Roles.Add((Role.Gradient, of.Index));
        }

        Parameter? missing = open.FirstOrDefault(p => p.Differentiated && p.Name != Parameter.Receiver && (isBackward || p.IsBuffer || !p.Value.IsValueType));
        return missing is null ? null : $"there is no gradient of {missing.Name}";
    }

    private static bool HoldsGradient(Type actual, Parameter of)
    {
        if (of.IsBuffer) return actual == of.Value || IsBufferOf(actual, of.Element!);
        return of.Value.IsValueType ? actual == of.Value.MakeByRefType() : actual == of.Value;
    }

    private static bool HoldsTangent(Type actual, Parameter of)
    {
        if (of.IsBuffer) return actual == of.Value || IsBufferOf(actual, of.Element!);
        return actual == of.Value || actual == of.Type;
    }

    private static bool HoldsSeed(Type actual, Type result) =>
        actual == result || (TreeTypes.ElementOf(result) is { } element && IsBufferOf(actual, element));

    private static bool IsBufferOf(Type actual, Type element) => TreeTypes.ElementOf(actual) == element;
}
