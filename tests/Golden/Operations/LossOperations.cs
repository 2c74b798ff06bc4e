using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Losses.</summary>
internal static class LossOperations
{
    public static readonly OperationTable Table = new()
    {
        ["mse_loss"] = c => Functional.MseLoss(c.X, c["target"], Of(c)),
        ["l1_loss"] = c => Functional.L1Loss(c.X, c["target"], Of(c)),
        ["huber_loss"] = c => Functional.HuberLoss(c.X, c["target"], Of(c), c.Real("delta", 1)),
        ["smooth_l1_loss"] = c => Functional.SmoothL1Loss(c.X, c["target"], Of(c), c.Real("beta", 1)),
        ["cross_entropy"] = c => Functional.CrossEntropy(c.X, c["target"], c.Maybe("weight"), c.Int("ignore_index", -100), Of(c), c.Real("label_smoothing", 0)),
        ["nll_loss"] = c => Functional.NllLoss(c.X, c["target"], c.Maybe("weight"), c.Int("ignore_index", -100), Of(c)),
        ["bce"] = c => Functional.BinaryCrossEntropy(c.X, c["target"], c.Maybe("weight"), Of(c)),
        ["bce_with_logits"] = c => Functional.BinaryCrossEntropyWithLogits(c.X, c["target"], c.Maybe("weight"), Of(c), c.Maybe("pos_weight")),
        ["kl_div"] = c => Functional.KlDiv(c.X, c["target"], Of(c), c.Flag("log_target")),
        ["poisson_nll_loss"] = c => Functional.PoissonNllLoss(c.X, c["target"], c.Flag("log_input", true), c.Flag("full"), c.Real("eps", 1e-8), Of(c)),
        ["gaussian_nll_loss"] = c => Functional.GaussianNllLoss(c.X, c["target"], c["var"], c.Flag("full"), c.Real("eps", 1e-6), Of(c)),
        ["hinge_embedding_loss"] = c => Functional.HingeEmbeddingLoss(c.X, c["target"], c.Real("margin", 1), Of(c)),
        ["margin_ranking_loss"] = c => Functional.MarginRankingLoss(c["input1"], c["input2"], c["target"], c.Real("margin", 0), Of(c)),
        ["triplet_margin_loss"] = c => Functional.TripletMarginLoss(c["anchor"], c["positive"], c["negative"], c.Real("margin", 1), c.Real("p", 2), c.Real("eps", 1e-6), c.Flag("swap"), Of(c)),
        ["cosine_embedding_loss"] = c => Functional.CosineEmbeddingLoss(c["input1"], c["input2"], c["target"], c.Real("margin", 0), Of(c)),
        ["multilabel_soft_margin_loss"] = c => Functional.MultilabelSoftMarginLoss(c.X, c["target"], c.Maybe("weight"), Of(c)),
        ["soft_margin_loss"] = c => Functional.SoftMarginLoss(c.X, c["target"], Of(c)),
        ["pairwise_distance"] = c => Functional.PairwiseDistance(c["x1"], c["x2"], c.Real("p", 2), c.Real("eps", 1e-6), c.Flag("keepdim")),
        ["cosine_similarity"] = c => Functional.CosineSimilarity(c["x1"], c["x2"], c.Int("dim", 1), c.Real("eps", 1e-8)),
    };

    private static Reduction Of(Case c) => Enum.Parse<Reduction>(c.Text("reduction", "mean"), ignoreCase: true);
}
