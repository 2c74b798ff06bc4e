using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Convolutions, pooling, resampling, embedding and attention.</summary>
internal static class ConvolutionOperations
{
    public static readonly OperationTable Table = new()
    {
        ["conv1d"] = c => Functional.Conv1d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Int("groups", 1)),
        ["conv2d"] = c => Functional.Conv2d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Int("groups", 1)),
        ["conv3d"] = c => Functional.Conv3d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Int("groups", 1)),
        ["conv_transpose1d"] = c => Functional.ConvTranspose1d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "output_padding"), c.Int("groups", 1), Each(c, "dilation")),
        ["conv_transpose2d"] = c => Functional.ConvTranspose2d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "output_padding"), c.Int("groups", 1), Each(c, "dilation")),
        ["conv_transpose3d"] = c => Functional.ConvTranspose3d(c.X, c["weight"], c.Maybe("bias"), Each(c, "stride"), Each(c, "padding"), Each(c, "output_padding"), c.Int("groups", 1), Each(c, "dilation")),
        ["max_pool1d"] = c => Functional.MaxPool1d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Flag("ceil_mode")),
        ["max_pool2d"] = c => Functional.MaxPool2d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Flag("ceil_mode")),
        ["max_pool3d"] = c => Functional.MaxPool3d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), Each(c, "dilation"), c.Flag("ceil_mode")),
        ["avg_pool1d"] = c => Functional.AvgPool1d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), c.Flag("ceil_mode"), c.Flag("count_include_pad", true)),
        ["avg_pool2d"] = c => Functional.AvgPool2d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), c.Flag("ceil_mode"), c.Flag("count_include_pad", true), c.MaybeInt("divisor_override")),
        ["avg_pool3d"] = c => Functional.AvgPool3d(c.X, Each(c, "kernel_size"), Each(c, "stride"), Each(c, "padding"), c.Flag("ceil_mode"), c.Flag("count_include_pad", true), c.MaybeInt("divisor_override")),
        ["lp_pool1d"] = c => Functional.LpPool1d(c.X, c.Real("norm_type"), Each(c, "kernel_size"), Each(c, "stride"), c.Flag("ceil_mode")),
        ["lp_pool2d"] = c => Functional.LpPool2d(c.X, c.Real("norm_type"), Each(c, "kernel_size"), Each(c, "stride"), c.Flag("ceil_mode")),
        ["adaptive_avg_pool1d"] = c => Functional.AdaptiveAvgPool1d(c.X, Each(c, "output_size")),
        ["adaptive_avg_pool2d"] = c => Functional.AdaptiveAvgPool2d(c.X, Each(c, "output_size")),
        ["adaptive_max_pool1d"] = c => Functional.AdaptiveMaxPool1d(c.X, Each(c, "output_size")),
        ["adaptive_max_pool2d"] = c => Functional.AdaptiveMaxPool2d(c.X, Each(c, "output_size")),
        ["im2col_unfold"] = c => Functional.Unfold(c.X, Each(c, "kernel_size"), Each(c, "dilation"), Each(c, "padding"), Each(c, "stride")),
        ["col2im_fold"] = c => Functional.Fold(c.X, Each(c, "output_size"), Each(c, "kernel_size"), Each(c, "dilation"), Each(c, "padding"), Each(c, "stride")),
        ["interpolate"] = c => Functional.Interpolate(c.X, Each(c, "size"), c.MaybeReal("scale_factor"), c.Text("mode", "nearest"), c.Flag("align_corners")),
        ["grid_sample"] = c => Functional.GridSample(c.X, c["grid"], c.Text("mode", "bilinear"), c.Text("padding_mode", "zeros"), c.Flag("align_corners")),
        ["pixel_shuffle"] = c => Functional.PixelShuffle(c.X, c.Int("upscale_factor")),
        ["pixel_unshuffle"] = c => Functional.PixelUnshuffle(c.X, c.Int("downscale_factor")),
        ["embedding"] = c => Functional.Embedding(c["input"], c["weight"], c.MaybeInt("padding_idx")),
        ["scaled_dot_product_attention"] = c => Functional.ScaledDotProductAttention(c["query"], c["key"], c["value"], c.Maybe("attn_mask"), c.Real("dropout_p", 0), c.Flag("is_causal"), c.MaybeReal("scale")),
    };

    /// <summary>A number for each spatial dimension, or one for all; what is not given has its default.</summary>
    private static Extent Each(Case c, string name) => c.Has(name) ? c.Ints(name) : default(Extent);
}
