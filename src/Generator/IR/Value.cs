namespace SourceAutodiff.Generator.IR;

/// <summary>
/// What an operation defines, exactly once. <paramref name="Id"/> is unique in its function; <paramref name="Name"/> is only a hint
/// for people (the user's variable, where there is one) and need not be unique.
/// </summary>
internal sealed record Value(int Id, IrType Type, string Name);
