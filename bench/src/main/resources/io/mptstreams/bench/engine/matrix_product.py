# One large matrix product in a type of choice, by PyTorch's own routine and by oneDNN's with a
# reordered right side. Loaded by ProductRate.
class Product(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  factors : List[Tensor]

  def bind(self: __torch__.Product, square: List[Tensor], type: Tensor) -> Tensor:
    x = torch.to(square[0], int(type))
    self.factors = [x, ops.mkldnn._reorder_linear_weight(x, None)]
    return type

  def plain(self: __torch__.Product, any: Tensor) -> Tensor:
    return torch.linear(self.factors[0], self.factors[0])

  def reordered(self: __torch__.Product, any: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(self.factors[0], self.factors[1], None, "none", annotate(List[Optional[number]], []), "")
