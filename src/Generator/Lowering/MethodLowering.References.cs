using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>What each parameter stands for, evaluated in C#'s order; null after a diagnostic.</summary>
    private Place[][]? LowerArguments(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, IMethodSymbol? names = null)
    {
        var bound = new Place[method.Parameters.Length][];
        foreach (IArgumentOperation argument in arguments)
        {
            int ordinal = argument.Parameter?.Ordinal ?? 0;
            IParameterSymbol parameter = method.Parameters[ordinal];
            bound[ordinal] = LowerArgument(argument.Value, parameter.RefKind, (names ?? method).Parameters[ordinal].Name);
        }

        return HasFailed || bound.Contains(null!) ? null : bound;
    }

    private Place[] LowerArgument(IOperation value, RefKind kind, string name)
    {
        bool isReference = kind is RefKind.Ref or RefKind.Out || (kind is RefKind.In or RefKind.RefReadOnlyParameter && IsPlace(value));
        if (isReference) return LowerReference(value);
        Value[] values = LowerComponents(value, name);
        return DeclareVariables(name, values.Select(leaf => leaf.Type).ToArray(), values);
    }

    private static bool IsPlace(IOperation operation) => !operation.ConstantValue.HasValue && operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation { Indices: [not IRangeOperation] } => true,
        IPropertyReferenceOperation property => property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly,
        IImplicitIndexerReferenceOperation { Argument: not IRangeOperation } => true,
        IFieldReferenceOperation { Field.IsStatic: false } => true,
        IInvocationOperation call => ReturnsReference(call.TargetMethod),
        _ => false,
    };

    /// <summary>The variable or element that a reference goes to. C# checks the index when it makes the reference.</summary>
    private Place[] LowerReference(IOperation target)
    {
        ISymbol? symbol = target switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (symbol is not null && _frame.Find(symbol) is { } bound) return bound;
        if (IsComposite(target.Type) && Places(target) is { } places) return Checked(places);
        if (target is IDiscardOperation && Leaves(target.Type) is { } types) return DeclareVariables("unused", types, null);
        if (target is IConditionalOperation)
        {
            Report(Descriptors.Reference, target, Excerpt.Of(target));
            return [new NoPlace(_types.Scalar(target.Type) ?? IrType.F64)];
        }

        if (FirstElement(target) is { } first) return [first];
        Place place = LowerPlace(target);
        return Checked([place]);
    }

    /// <summary>The places of one variable or element, which is there.</summary>
    private Place[] Checked(Place[] places)
    {
        if (places.FirstOrDefault(place => place is ElementPlace) is { } element) CheckIndex(element);
        return places;
    }

    /// <summary><c>ref double r = ref a[i]</c>: another name for a variable, or an element whose buffer and index are kept.</summary>
    private void LowerReferenceLocal(ILocalSymbol local, IVariableDeclaratorOperation declarator, IOperation? target)
    {
        if (target is null || Leaves(local.Type) is null)
        {
            _broken.Add(local);
            Report(Descriptors.Reference, declarator, local.Name);
            return;
        }

        if (IsAmongNumbers(target)) _amongNumbers.Add(local);
        Place[] places = LowerReference(target);
        _frame.Bind(local, places is [ElementPlace element] ? [Keep(element, local.Name)] : places);
    }

    private ReferencePlace Keep(ElementPlace element, string name)
    {
        Variable buffer = NewVariable(name, element.Buffer.Type, VariableKind.User);
        Variable index = NewVariable(name + "Index", IrType.I32, VariableKind.User);
        _environment[buffer] = element.Buffer;
        _environment[index] = element.Index;
        return new ReferencePlace(buffer, index, element.Type);
    }

    /// <summary><c>r = ref a[i]</c>.</summary>
    private void LowerReferenceAssignment(ISimpleAssignmentOperation assignment)
    {
        bool keepsKind = assignment.Target is not ILocalReferenceOperation { Local: var among } || !_amongNumbers.Contains(among) || IsAmongNumbers(assignment.Value);
        if (keepsKind && assignment.Target is ILocalReferenceOperation { Local: var local } && _frame.Find(local) is [ReferencePlace target] && LowerReference(assignment.Value) is [var source])
        {
            (Value Buffer, Value Index)? parts = source switch
            {
                ElementPlace element => (element.Buffer, element.Index),
                ReferencePlace other => (BufferIn(other.Buffer, assignment.Value), _environment[other.Index]!),
                _ => null,
            };
            if (parts is var (buffer, index))
            {
                _environment[target.Buffer] = buffer;
                _environment[target.Index] = index;
                return;
            }
        }

        Report(Descriptors.Reference, assignment, Excerpt.Of(assignment.Target));
    }

    /// <summary>The element that a method or local returns a reference to.</summary>
    private Place LowerReturnedReference(IInvocationOperation call)
    {
        if (FirstElement(call) is { } first) return first;
        if (LowerCall(call, null) is not [{ Type: BufferType } buffer, var index]) return new NoPlace(_types.Scalar(call.Type) ?? IrType.F64);
        return new ElementPlace(buffer, index);
    }

    /// <summary><c>return ref a[i]</c>.</summary>
    private Value[]? LowerReturnedTarget(IOperation target)
    {
        if (LowerReference(target) is [var place])
        {
            if (place is ElementPlace element) return [element.Buffer, element.Index];
            if (place is ReferencePlace kept) return [BufferIn(kept.Buffer, target), _environment[kept.Index]!];
        }

        Report(Descriptors.Reference, target, Excerpt.Of(target));
        return null;
    }

    private ElementPlace Element(ReferencePlace place, IOperation? operation = null) => new(BufferIn(place.Buffer, operation), _environment[place.Index] ?? Placeholder(IrType.I32));

    /// <summary>The memory a variable stands for now.</summary>
    private Value BufferIn(Variable variable, IOperation? operation)
    {
        Value value = Use(variable);
        if (!Known.IsUnclear(value)) return value;
        if (operation is not null) ReportUnclear(value, operation, operation.Type);
        return BufferPlaceholder();
    }
}
