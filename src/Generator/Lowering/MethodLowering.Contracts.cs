using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Calls on objects of unknown class.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The classes of the objects that the method makes, and their leaves, by the variable for the object itself.</summary>
    private readonly Dictionary<Variable, (INamedTypeSymbol Type, Place[] Leaves)> _made = [];

    private Place[] Made(ITypeSymbol type, Place[] leaves)
    {
        if (SlotOf(leaves.OfType<ValuePlace>().Select(place => place.Value)) is { } slot && _types.Resolve(type, _model.Compilation) is INamedTypeSymbol made) _made[slot] = (made, leaves);
        return leaves;
    }

    private Variable? SlotOf(IEnumerable<Value> leaves) =>
        leaves.LastOrDefault() is { } self && HandleOf(self) is SlotHandle { Variable: { Type: BufferType { Kind: BufferKind.Object } } slot } ? slot : null;

    /// <summary>The call of an abstract or virtual method, or one of an interface, on an object; null after a diagnostic.</summary>
    private Value[]? LowerOpenCall(IInvocationOperation call, IOperation instance, IMethodSymbol method, string? hint)
    {
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        Value[] leaves = LowerComponents(instance, null);
        if (HasFailed) return null;
        if (SlotOf(leaves) is { } slot && _made.TryGetValue(slot, out (INamedTypeSymbol Type, Place[] Leaves) made) && Contracts.Implementation(made.Type, method) is { } known)
            return LowerInline(known, made.Leaves, call.Arguments, call, hint);
        if (_program.FindContract(method, _types) is not { } contract)
        {
            ReportVirtual(call, name);
            return null;
        }

        if (!_program.CanCall(method)) contract = new OpaqueMethod(null, "it is not accessible where the derivatives are generated", "make it internal or public");
        if (contract.Routine is { } found && _program.NeedsJvp && found.Jvp is null && found.Parameters.Any(parameter => parameter.Differentiated))
            contract = new OpaqueMethod(null, "it does not ask for Derivatives.Jvp, which Jvp and Jacobian need", "add that to its [Differentiable]");
        if (contract.Routine is not { } routine)
        {
            Report(Descriptors.CallWithoutDerivative, call, name, contract.Problem, contract.WayOut);
            return null;
        }

        if (leaves.LastOrDefault() is { Type: BufferType { Kind: BufferKind.Object } } self) return LowerRoutine(call, routine, self, name, hint);
        Report(Descriptors.CallWithoutDerivative, call, name, "it is called on a copy that the method makes of an object", "make the object by its constructor, or seal its class");
        return null;
    }

    /// <summary>The leaves of an object as those of a base class or an interface: a base's fields come first, the object itself is last.</summary>
    private static T[] Upcast<T>(T[] leaves, ObjectLayout to)
    {
        T[] members = Cut(leaves, 0, to.Members.Sum(member => member.Layout.Leaves().Count()));
        return to.Self is null || leaves.Length == 0 ? members : [.. members, leaves[leaves.Length - 1]];
    }

    /// <summary>What <c>this</c> stands for in a body that may be that of a base.</summary>
    private Place[]? ReceiverOf(Callee callee, Place[]? receiver) =>
        receiver is not null && _program.Layouts.Of(callee.Types.Resolve(callee.Method.ContainingType, _model.Compilation)) is ObjectLayout layout ? Upcast(receiver, layout) : receiver;

    /// <summary>An object stays as it is as long as its contracts are called: what a call reads of it is not known here.</summary>
    private void CheckContracts(Structure structure, MethodRequest request, HashSet<int> written)
    {
        Function function = structure.Function;
        LeafPath Path(Parameter parameter)
        {
            ArgumentRequest argument = request.Arguments[request.Parameters[parameter.Source].Argument];
            return argument.Paths[parameter.Source - argument.FirstLeaf];
        }

        foreach (Invoke invoke in structure.Operations.OfType<Invoke>().Where(invoke => invoke.Routine.Receiver is not null))
        {
            Value root = structure.Root(invoke.Arguments[0]);
            if (function.Parameters.FirstOrDefault(parameter => parameter.Value == root) is not { } self) continue;
            foreach (Parameter parameter in function.Parameters.Where(parameter => written.Contains(parameter.Value.Id)))
            {
                bool isInside = request.Parameters[parameter.Source].Argument == request.Parameters[self.Source].Argument
                    && Path(parameter).Steps.Take(Path(self).Steps.Count).SequenceEqual(Path(self).Steps);
                if (isInside) ReportContract(request.Parameters[parameter.Source].Name, $"is written, and '{invoke.Routine.Name}' of the object it belongs to is called", "what that reads is not known", "write to other objects than those");
            }
        }

        if (request.Contract is null) return;
        foreach (Parameter parameter in function.Parameters.Where(parameter => written.Contains(parameter.Value.Id) && request.Arguments[request.Parameters[parameter.Source].Argument].IsReceiver))
            ReportContract(_method.Name, $"writes '{request.Parameters[parameter.Source].Name}' of its object", "who calls it through a contract takes it that the object stays as it is", "use a local variable, or make the method one that is not virtual");
    }

    private void ReportContract(string name, string what, string why, string wayOut)
    {
        HasFailed = true;
        _diagnostics.Report(Descriptors.Contract, _method.Locations[0], name, what, why, wayOut);
    }
}
