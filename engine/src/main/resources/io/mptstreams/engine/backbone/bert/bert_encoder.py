# The forward pass of a BERT encoder with soft prompts, in TorchScript. Loaded by EncoderKernel.
#
# Tokens are packed: texts of equal length stand next to each other as a group, each text behind
# its prompt, and nothing is padded. Linear layers see all rows at once, attention one group at a
# time, so that no row depends on its company.
#
# N rows in all, B texts, G groups, L prompt vectors, T tokens of a group's texts, S = L + T.
# Weights come in the order of BertTensors.expected: 5 for the embeddings, then 16 a layer.

class Encoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  width : int
  epsilon : float
  activation : str
  approximation : str
  pooling : str
  numbered : bool
  first_position : int
  typed : bool
  low_precision : int
  onednn : bool
  plain : List[Tensor]
  packed : List[Tensor]

  # Takes the weights, and keeps what inference multiplies by: query, key and value side by side,
  # in the compute type, reordered for oneDNN on a CPU. Per layer: qkv, output, up, down; at the
  # end the last layer's query, and its key and value.
  def bind(self: __torch__.Encoder, weights: List[Tensor], none: Tensor) -> Tensor:
    self.plain = weights
    packed = annotate(List[Tensor], [])
    for i in range(self.layers):
      base = self.first(weights) + 16 * i
      scale = self.scale()
      self.pack(packed, torch.cat([torch.mul(weights[base], scale), weights[base + 2], weights[base + 4]]), torch.cat([torch.mul(weights[base + 1], scale), weights[base + 3], weights[base + 5]]))
      self.pack(packed, weights[base + 6], weights[base + 7])
      self.pack(packed, weights[base + 10], weights[base + 11])
      self.pack(packed, weights[base + 12], weights[base + 13])
    last = self.first(weights) + 16 * (self.layers - 1)
    self.pack(packed, torch.mul(weights[last], self.scale()), torch.mul(weights[last + 1], self.scale()))
    self.pack(packed, torch.cat([weights[last + 2], weights[last + 4]]), torch.cat([weights[last + 3], weights[last + 5]]))
    self.packed = packed
    return none

  def pack(self: __torch__.Encoder, packed: List[Tensor], weight: Tensor, bias: Tensor) -> NoneType:
    w = torch.to(weight, self.low_precision)
    if self.onednn:
      w = ops.mkldnn._reorder_linear_weight(w, None)
    torch.append(packed, w)
    torch.append(packed, torch.to(bias, self.low_precision))
    return None

  # Of attention's scores; for inference it is in the query's weights.
  def scale(self: __torch__.Encoder) -> float:
    return torch.pow(torch.floordiv(self.width, self.heads), -0.5)

  def first(self: __torch__.Encoder, weights: List[Tensor]) -> int:
    return 5 if self.typed else 4

  # Inference: [B, d] pooled vectors. prompts [B, L, d], of no dimension where there are none;
  # groups holds the number of texts and their length for each group.
  def infer(self: __torch__.Encoder, ids: Tensor, types: Tensor, groups: Tensor, prompts: Tensor) -> Tensor:
    sizes : List[int] = groups.tolist()
    prompt_length = torch.size(prompts, 1) if torch.dim(prompts) == 3 else 0
    x = torch.to(self.embed(self.plain, ids, types, sizes, prompts, prompt_length), self.low_precision)
    none = torch.slice(x, 0, 0, 0)
    for i in range(self.layers - 1):
      x = self.rest(x, self.attend(none, self.product(x, 4 * i, ""), sizes, prompt_length, 0), i)
    i = self.layers - 1
    if self.pooling == "mean" and prompt_length == 0:
      mixed = self.attend(none, self.product(x, 4 * i, ""), sizes, 0, 0)
    else:
      kv = self.product(x, 4 * i + 5, "")
      x = self.read(x, sizes, prompt_length)
      taken = 0 if self.pooling == "mean" else 1
      mixed = self.attend(self.product(x, 4 * i + 4, ""), kv, sizes, prompt_length, taken)
    x = self.rest(x, mixed, i)
    return self.pool(self.plain, torch.to(x, 6), sizes)

  def product(self: __torch__.Encoder, x: Tensor, index: int, activation: str) -> Tensor:
    w = self.packed[2 * index]
    b = self.packed[2 * index + 1]
    if self.onednn:
      if activation == "":
        return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
      return ops.mkldnn._linear_pointwise(x, w, b, activation, annotate(List[Optional[number]], []), self.approximation)
    y = torch.linear(x, w, b)
    return y if activation == "" else self.activate(y)

  def product_plus(self: __torch__.Encoder, x: Tensor, index: int, other: Tensor) -> Tensor:
    w = self.packed[2 * index]
    b = self.packed[2 * index + 1]
    if self.onednn:
      return ops.mkldnn._linear_pointwise(x, other, w, b, "add")
    return torch.add_(torch.linear(x, w, b), other)

  # What follows attention in layer i.
  def rest(self: __torch__.Encoder, x: Tensor, mixed: Tensor, i: int) -> Tensor:
    base = self.first(self.plain) + 16 * i
    x1 = self.norm(self.plain, self.product_plus(mixed, 4 * i + 1, x), base + 8)
    wide = self.product(x1, 4 * i + 2, self.activation)
    return self.norm(self.plain, self.product_plus(wide, 4 * i + 3, x1), base + 14)

  # Training: the same numbers, differentiable in the prompts and in every weight.
  def train(self: __torch__.Encoder, weights: List[Tensor], ids: Tensor, types: Tensor, groups: Tensor, prompts: Tensor) -> Tensor:
    sizes : List[int] = groups.tolist()
    prompt_length = torch.size(prompts, 1) if torch.dim(prompts) == 3 else 0
    x = self.embed(weights, ids, types, sizes, prompts, prompt_length)
    for i in range(self.layers):
      w = self.first(weights) + 16 * i
      last = i == self.layers - 1
      kv = torch.cat([torch.linear(x, weights[w + 2], weights[w + 3]), torch.linear(x, weights[w + 4], weights[w + 5])], 1)
      taken = 0
      if last:
        x = self.read(x, sizes, prompt_length)
        taken = 0 if self.pooling == "mean" else 1
      q = torch.mul(torch.linear(x, weights[w], weights[w + 1]), self.scale())
      if not last:
        kv = torch.cat([q, kv], 1)
        q = torch.slice(q, 0, 0, 0)
      mixed = self.attend(q, kv, sizes, prompt_length, taken)
      x1 = self.norm(weights, torch.add(torch.linear(mixed, weights[w + 6], weights[w + 7]), x), w + 8)
      wide = self.activate(torch.linear(x1, weights[w + 10], weights[w + 11]))
      x = self.norm(weights, torch.add(torch.linear(wide, weights[w + 12], weights[w + 13]), x1), w + 14)
    return self.pool(weights, x, sizes)

  # Sum of word, position and type vectors, prompts put in front, normalised: [N, d].
  def embed(self: __torch__.Encoder, w: List[Tensor], ids: Tensor, types: Tensor, sizes: List[int], prompts: Tensor, prompt_length: int) -> Tensor:
    x = torch.embedding(w[0], ids)
    if self.typed:
      x = torch.add(x, torch.embedding(w[2], types))
    offset = self.first_position
    front = prompts
    if prompt_length > 0:
      if self.typed:
        front = torch.add(front, w[2][0])
      if self.numbered:
        front = torch.add(front, torch.slice(w[1], 0, offset, offset + prompt_length))
        offset = offset + prompt_length
    d = torch.size(x, 1)
    out = annotate(List[Tensor], [])
    token = 0
    row = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      t = sizes[2 * g + 1]
      text = torch.view(torch.slice(x, 0, token, token + n * t), [n, t, d])
      text = torch.add(text, torch.slice(w[1], 0, offset, offset + t))
      if prompt_length > 0:
        text = torch.cat([torch.slice(front, 0, row, row + n), text], 1)
      torch.append(out, torch.view(text, [-1, d]))
      token = token + n * t
      row = row + n
    return self.norm(w, self.joined(out), 3 if self.typed else 2)

  def joined(self: __torch__.Encoder, parts: List[Tensor]) -> Tensor:
    return parts[0] if len(parts) == 1 else torch.cat(parts)

  def norm(self: __torch__.Encoder, w: List[Tensor], x: Tensor, index: int) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, 1)], w[index], w[index + 1], self.epsilon)

  def activate(self: __torch__.Encoder, x: Tensor) -> Tensor:
    if self.activation == "relu":
      return torch.relu(x)
    return torch.gelu(x, approximate=self.approximation)

  # Softmax attention within each text, [rows of q, d]. q has a row for each of the skipped + T
  # positions of a text, or for its first taken positions; kv, of keys and values side by side, or
  # of all three side by side where q has no rows, for all S. Products of whole batches are faster
  # on a CPU than PyTorch's fused attention as long as texts are short.
  def attend(self: __torch__.Encoder, q: Tensor, kv: Tensor, sizes: List[int], prompt_length: int, taken: int) -> Tensor:
    if len(sizes) == 2:
      return self.attend_group(q, kv, sizes[0])
    rows = annotate(List[int], [])
    queries = annotate(List[int], [])
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      torch.append(rows, n * (prompt_length + sizes[2 * g + 1]))
      torch.append(queries, 0 if torch.size(q, 0) == 0 else n * (taken if taken > 0 else sizes[2 * g + 1]))
    qs = torch.split_with_sizes(q, queries)
    kvs = torch.split_with_sizes(kv, rows)
    out = annotate(List[Tensor], [])
    for g in range(len(rows)):
      torch.append(out, self.attend_group(qs[g], kvs[g], sizes[2 * g]))
    return torch.cat(out)

  def attend_group(self: __torch__.Encoder, q: Tensor, kv: Tensor, n: int) -> Tensor:
    parts = self.apart(kv, n)
    count = len(parts)
    queries = parts[0] if count == 3 else self.apart(q, n)[0]
    weights = torch.softmax(torch.bmm(queries, torch.transpose(parts[count - 2], 1, 2)), -1)
    mixed = torch.view(torch.bmm(weights, parts[count - 1]), [n, self.heads, -1, torch.size(queries, 2)])
    return torch.reshape(torch.transpose(mixed, 1, 2), [-1, self.width])

  # Rows of n texts, [n S, parts d], as a matrix for each text and head, [n heads, S, d / heads],
  # for each part.
  def apart(self: __torch__.Encoder, x: Tensor, n: int) -> List[Tensor]:
    parts = torch.floordiv(torch.size(x, 1), self.width)
    w = torch.floordiv(self.width, self.heads)
    heads = torch.permute(torch.view(x, [n, -1, parts, self.heads, w]), [2, 0, 3, 1, 4])
    return torch.unbind(torch.reshape(heads, [parts, n * self.heads, -1, w]))

  # The rows that pooling reads: all of each text, or its first token.
  def read(self: __torch__.Encoder, x: Tensor, sizes: List[int], prompt_length: int) -> Tensor:
    if self.pooling == "mean" and prompt_length == 0:
      return x
    d = torch.size(x, 1)
    rows = annotate(List[int], [])
    for g in range(torch.floordiv(len(sizes), 2)):
      torch.append(rows, sizes[2 * g] * (prompt_length + sizes[2 * g + 1]))
    out = annotate(List[Tensor], [])
    parts = torch.split_with_sizes(x, rows)
    for g in range(len(rows)):
      text = torch.view(parts[g], [sizes[2 * g], -1, d])
      end = 9223372036854775807 if self.pooling == "mean" else prompt_length + 1
      torch.append(out, torch.reshape(torch.slice(text, 1, prompt_length, end), [-1, d]))
    return self.joined(out)

  # One vector a text, [B, d].
  def pool(self: __torch__.Encoder, w: List[Tensor], x: Tensor, sizes: List[int]) -> Tensor:
    if self.pooling == "cls":
      return x
    if self.pooling == "pooler":
      return torch.tanh(torch.linear(x, w[len(w) - 2], w[len(w) - 1]))
    d = torch.size(x, 1)
    rows = annotate(List[int], [])
    for g in range(torch.floordiv(len(sizes), 2)):
      torch.append(rows, sizes[2 * g] * sizes[2 * g + 1])
    out = annotate(List[Tensor], [])
    parts = torch.split_with_sizes(x, rows)
    for g in range(len(rows)):
      torch.append(out, torch.mean(torch.view(parts[g], [sizes[2 * g], -1, d]), [1]))
    return self.joined(out)
