using System.Text;
using SourceAutodiff.Tensors;

namespace SourceAutodiff.Printing;

/// <summary>PyTorch's layout of a printed tensor: brackets, line breaks, what is left out of a large one, and what stands behind the numbers.</summary>
internal sealed class TensorPrinter
{
    private const string Prefix = "tensor(";
    private const int LineWidth = 80;
    private const int MostElements = 1000;
    private const int EdgeItems = 3;

    // Stands for the positions that are left out.
    private const int Gap = -1;

    private readonly Layout _layout;
    private readonly ElementReader _elements;
    private readonly bool _isSummary;
    private readonly NumberFormat _format;

    private TensorPrinter(Tensor tensor)
    {
        _layout = tensor.Layout;
        _elements = new ElementReader(tensor);
        _isSummary = _layout.Count > MostElements;
        _format = new NumberFormat(tensor.DType, Shown(0, _layout.Offset));
    }

    public static string Print(Tensor tensor)
    {
        var text = new StringBuilder(Prefix);
        bool isEmpty = tensor.ElementCount == 0;
        if (isEmpty) text.Append("[]");
        else new TensorPrinter(tensor).Write(text, 0, tensor.Layout.Offset, Prefix.Length);
        Append(text, Suffixes(tensor, isEmpty));
        return text.Append(')').ToString();
    }

    private static IEnumerable<string> Suffixes(Tensor tensor, bool isEmpty)
    {
        if (isEmpty && tensor.Rank != 1) yield return $"size=({string.Join(", ", tensor.Shape)})";

        // Nothing shows the type of numbers that are not there; else integers, booleans and single precision are seen.
        bool isPlain = tensor.DType == DType.Float32 || (!isEmpty && tensor.DType is DType.Int64 or DType.Bool);
        if (!isPlain) yield return $"dtype=torch.{tensor.DType.Name()}";
        if (tensor.GradFn is { } function) yield return $"grad_fn={function}";
        else if (tensor.RequiresGrad) yield return "requires_grad=True";
    }

    private static void Append(StringBuilder text, IEnumerable<string> suffixes)
    {
        int last = text.Length;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') last = text.Length - i - 1;
        }

        // PyTorch counts the last line two characters longer than it is.
        int used = last + 2;
        foreach (string suffix in suffixes)
        {
            bool breaks = used + suffix.Length + 2 > LineWidth;
            text.Append(breaks ? $",\n{new string(' ', Prefix.Length)}" : ", ").Append(suffix);
            used = breaks ? Prefix.Length + suffix.Length : used + suffix.Length + 2;
        }
    }

    private void Write(StringBuilder text, int dim, int offset, int indent)
    {
        if (dim == _layout.Rank)
        {
            text.Append(_format.Write(_elements.Read(offset)));
            return;
        }

        bool isRow = dim == _layout.Rank - 1;
        int perLine = isRow ? Math.Max(1, (LineWidth - indent) / (_format.Width + 2)) : 1, written = 0;
        string lineBreak = new string('\n', isRow ? 1 : _layout.Rank - dim - 1) + new string(' ', indent + 1);
        text.Append('[');
        foreach (int position in Positions(dim))
        {
            if (written > 0) text.Append(written % perLine == 0 ? "," + lineBreak : ", ");
            if (position == Gap) text.Append(isRow ? " ..." : "...");
            else Write(text, dim + 1, offset + (position * _layout.Strides[dim]), indent + 1);
            written++;
        }

        text.Append(']');
    }

    private IEnumerable<int> Positions(int dim)
    {
        int size = _layout.Sizes[dim];
        if (!_isSummary || size <= 2 * EdgeItems) return Enumerable.Range(0, size);
        return [.. Enumerable.Range(0, EdgeItems), Gap, .. Enumerable.Range(size - EdgeItems, EdgeItems)];
    }

    /// <summary>The elements that are printed: only they decide how.</summary>
    private IEnumerable<Scalar> Shown(int dim, int offset)
    {
        if (dim == _layout.Rank) return [_elements.Read(offset)];
        return Positions(dim).Where(position => position != Gap).SelectMany(position => Shown(dim + 1, offset + (position * _layout.Strides[dim])));
    }
}
