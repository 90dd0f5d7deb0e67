# The forward pass of a BERT encoder with soft prompts, in TorchScript. Loaded by EncoderKernel.
#
# Tokens are packed: texts of equal length stand next to each other as a group, each text behind
# its prompt, and nothing is padded. Linear layers see all rows at once, attention one group at a
# time, so that no row depends on its company.
#
# N rows in all, B texts, G groups, L prompt vectors, T tokens of a group's texts, S = L + T.
# Deep prompts have L vectors a layer, [B, layers L, d]. They are keys and values beside the text's
# and nothing else: no rows, no queries, and S = T but for attention.
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
  deep : bool
  first_position : int
  typed : bool
  low_precision : int
  onednn : bool
  infers : bool
  plain : List[Tensor]
  packed : List[Tensor]
  ahead : List[Tensor]
  back : List[Tensor]

  # Takes the weights, and keeps what inference multiplies by: query, key and value side by side,
  # in the compute type, reordered for oneDNN on a CPU. Per layer: qkv, output, up, down; at the
  # end the last layer's query, and its key and value, and for deep prompts those of the others.
  def bind(self: __torch__.Encoder, weights: List[Tensor], none: Tensor) -> Tensor:
    self.plain = weights
    if self.infers:
      self.bind_inference(weights)
    return none

  def bind_inference(self: __torch__.Encoder, weights: List[Tensor]) -> NoneType:
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
    if self.deep:
      for i in range(self.layers - 1):
        base = self.first(weights) + 16 * i
        self.pack(packed, torch.cat([weights[base + 2], weights[base + 4]]), torch.cat([weights[base + 3], weights[base + 5]]))
    self.packed = packed
    return None

  def pack(self: __torch__.Encoder, packed: List[Tensor], weight: Tensor, bias: Tensor) -> NoneType:
    torch.append(packed, self.reordered(torch.to(weight, self.low_precision)))
    torch.append(packed, torch.to(bias, self.low_precision))
    return None

  # For oneDNN on a CPU. With AVX-512 it cuts weights into blocks of 64 rows, and of a last one that
  # it has to pad the products can be wrong (seen with 3.7.1 on Zen 5: 96, 936 or 1200 rows), so
  # weights that leave a rest stay as they are.
  def reordered(self: __torch__.Encoder, w: Tensor) -> Tensor:
    if self.onednn and torch.remainder(torch.size(w, 0), 64) == 0:
      return ops.mkldnn._reorder_linear_weight(w, None)
    return w

  # Of attention's scores; for inference it is in the query's weights.
  def scale(self: __torch__.Encoder) -> float:
    return torch.pow(torch.floordiv(self.width, self.heads), -0.5)

  def first(self: __torch__.Encoder, weights: List[Tensor]) -> int:
    return 5 if self.typed else 4

  # Inference: [B, d] pooled vectors. prompts [B, L, d], of no dimension where there are none;
  # groups holds the number of texts and their length for each group. On a CPU some texts at a
  # time, so that what a layer hands to the next stays in the cache.
  def infer(self: __torch__.Encoder, ids: Tensor, types: Tensor, groups: Tensor, prompts: Tensor) -> Tensor:
    sizes : List[int] = groups.tolist()
    prompt_length = self.rows_ahead(prompts)
    room = 1024 if self.onednn else 9223372036854775807
    out = annotate(List[Tensor], [])
    piece = annotate(List[int], [])
    rows = 0
    texts = 0
    tokens = 0
    first_text = 0
    first_token = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      left = sizes[2 * g]
      t = sizes[2 * g + 1]
      while left > 0:
        n = ops.prim.min(left, torch.floordiv(room - rows, prompt_length + t))
        if n == 0 and rows == 0:
          n = 1
        if n == 0:
          torch.append(out, self.infer_piece(torch.slice(ids, 0, first_token, tokens), torch.slice(types, 0, first_token, tokens), piece, self.fronts(prompts, first_text, texts), prompt_length))
          piece = annotate(List[int], [])
          rows = 0
          first_text = texts
          first_token = tokens
        else:
          torch.append(piece, n)
          torch.append(piece, t)
          left = left - n
          texts = texts + n
          tokens = tokens + n * t
          rows = rows + n * (prompt_length + t)
    torch.append(out, self.infer_piece(torch.slice(ids, 0, first_token, tokens), torch.slice(types, 0, first_token, tokens), piece, self.fronts(prompts, first_text, texts), prompt_length))
    return self.joined(out)

  # Rows that a prompt has ahead of its text.
  def rows_ahead(self: __torch__.Encoder, prompts: Tensor) -> int:
    return 0 if self.deep or torch.dim(prompts) != 3 else torch.size(prompts, 1)

  # A layer's share of deep prompts, [B L, d]; no rows where there are none.
  def layer_prompts(self: __torch__.Encoder, prompts: Tensor, layer: int) -> Tensor:
    if not self.deep or torch.dim(prompts) != 3:
      return torch.new_zeros(prompts, [0, self.width])
    count = torch.floordiv(torch.size(prompts, 1), self.layers)
    return torch.reshape(torch.slice(prompts, 1, layer * count, (layer + 1) * count), [-1, self.width])

  def fronts(self: __torch__.Encoder, prompts: Tensor, first: int, end: int) -> Tensor:
    return torch.slice(prompts, 0, first, end) if torch.dim(prompts) == 3 else prompts

  def infer_piece(self: __torch__.Encoder, ids: Tensor, types: Tensor, sizes: List[int], prompts: Tensor, prompt_length: int) -> Tensor:
    x = torch.to(self.embed(self.plain, ids, types, sizes, prompts, prompt_length), self.low_precision)
    none = torch.slice(x, 0, 0, 0)
    for i in range(self.layers - 1):
      x = self.rest(x, self.attend(none, self.product(x, 4 * i, ""), self.front(prompts, i), sizes, prompt_length, 0), i)
    i = self.layers - 1
    front = self.front(prompts, i)
    if self.pooling == "mean" and prompt_length == 0:
      mixed = self.attend(none, self.product(x, 4 * i, ""), front, sizes, 0, 0)
    else:
      kv = self.product(x, 4 * i + 5, "")
      x = self.read(x, sizes, prompt_length)
      taken = 0 if self.pooling == "mean" else 1
      mixed = self.attend(self.product(x, 4 * i + 4, ""), kv, front, sizes, prompt_length, taken)
    x = self.rest(x, mixed, i)
    return self.pool(self.plain, torch.to(x, 6), sizes)

  # Keys and values of a layer's deep prompts, [B L, 2 d].
  def front(self: __torch__.Encoder, prompts: Tensor, layer: int) -> Tensor:
    p = self.layer_prompts(prompts, layer)
    if torch.size(p, 0) == 0:
      return p
    index = 4 * self.layers + (1 if layer == self.layers - 1 else 2 + layer)
    return self.product(torch.to(p, self.low_precision), index, "")

  def product(self: __torch__.Encoder, x: Tensor, index: int, activation: str) -> Tensor:
    w = self.packed[2 * index]
    b = self.packed[2 * index + 1]
    if ops.prim.is_mkldnn(w):
      if activation == "":
        return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
      return ops.mkldnn._linear_pointwise(x, w, b, activation, annotate(List[Optional[number]], []), self.approximation)
    y = torch.linear(x, w, b)
    return y if activation == "" else self.activate(y)

  def product_plus(self: __torch__.Encoder, x: Tensor, index: int, other: Tensor) -> Tensor:
    w = self.packed[2 * index]
    b = self.packed[2 * index + 1]
    if ops.prim.is_mkldnn(w):
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
    prompt_length = self.rows_ahead(prompts)
    x = self.embed(weights, ids, types, sizes, prompts, prompt_length)
    for i in range(self.layers):
      w = self.first(weights) + 16 * i
      last = i == self.layers - 1
      kv = torch.cat([torch.linear(x, weights[w + 2], weights[w + 3]), torch.linear(x, weights[w + 4], weights[w + 5])], 1)
      front = self.layer_prompts(prompts, i)
      if torch.size(front, 0) > 0:
        front = torch.cat([torch.linear(front, weights[w + 2], weights[w + 3]), torch.linear(front, weights[w + 4], weights[w + 5])], 1)
      taken = 0
      if last:
        x = self.read(x, sizes, prompt_length)
        taken = 0 if self.pooling == "mean" else 1
      q = torch.mul(torch.linear(x, weights[w], weights[w + 1]), self.scale())
      if not last:
        kv = torch.cat([q, kv], 1)
        q = torch.slice(q, 0, 0, 0)
      mixed = self.attend(q, kv, front, sizes, prompt_length, taken)
      x1 = self.norm(weights, torch.add(torch.linear(mixed, weights[w + 6], weights[w + 7]), x), w + 8)
      wide = self.activate(torch.linear(x1, weights[w + 10], weights[w + 11]))
      x = self.norm(weights, torch.add(torch.linear(wide, weights[w + 12], weights[w + 13]), x1), w + 14)
    return self.pool(weights, x, sizes)

  # Whether the prompts are learned, or results of something that is.
  def learns(self: __torch__.Encoder, prompts: Tensor) -> Tensor:
    return torch.tensor(ops.prim.requires_grad(prompts), dtype=None, device=None, requires_grad=False)

  # Training of prompts in front of frozen weights: what inference multiplies by, in its type, and
  # the same transposed for the way back, without biases. Per layer: qkv, output, up, down, but q and
  # kv apart in the last; at the end, for deep prompts, kv of the others.
  def bind_learning(self: __torch__.Encoder, weights: List[Tensor], none: Tensor) -> Tensor:
    ahead = annotate(List[Tensor], [])
    back = annotate(List[Tensor], [])
    for i in range(self.layers):
      base = self.first(weights) + 16 * i
      q = torch.mul(weights[base], self.scale())
      qb = torch.mul(weights[base + 1], self.scale())
      if i == self.layers - 1:
        self.pair(ahead, back, q, qb)
        self.pair(ahead, back, torch.cat([weights[base + 2], weights[base + 4]]), torch.cat([weights[base + 3], weights[base + 5]]))
      else:
        self.pair(ahead, back, torch.cat([q, weights[base + 2], weights[base + 4]]), torch.cat([qb, weights[base + 3], weights[base + 5]]))
      self.pair(ahead, back, weights[base + 6], weights[base + 7])
      self.pair(ahead, back, weights[base + 10], weights[base + 11])
      self.pair(ahead, back, weights[base + 12], weights[base + 13])
    if self.deep:
      for i in range(self.layers - 1):
        base = self.first(weights) + 16 * i
        self.pair(ahead, back, torch.cat([weights[base + 2], weights[base + 4]]), torch.cat([weights[base + 3], weights[base + 5]]))
    self.ahead = ahead
    self.back = back
    return none

  def pair(self: __torch__.Encoder, ahead: List[Tensor], back: List[Tensor], weight: Tensor, bias: Tensor) -> NoneType:
    w = torch.to(weight, self.low_precision)
    torch.append(ahead, self.reordered(w))
    torch.append(ahead, torch.to(bias, self.low_precision))
    torch.append(back, self.reordered(torch.contiguous(torch.t(w))))
    return None

  def forwards(self: __torch__.Encoder, x: Tensor, index: int) -> Tensor:
    w = self.ahead[2 * index]
    b = self.ahead[2 * index + 1]
    if ops.prim.is_mkldnn(w):
      return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
    return torch.linear(x, w, b)

  def forwards_plus(self: __torch__.Encoder, x: Tensor, index: int, other: Tensor) -> Tensor:
    w = self.ahead[2 * index]
    b = self.ahead[2 * index + 1]
    if ops.prim.is_mkldnn(w):
      return ops.mkldnn._linear_pointwise(x, other, w, b, "add")
    return torch.add_(torch.linear(x, w, b), other)

  # From the gradient of a product to that of what was multiplied.
  def backwards(self: __torch__.Encoder, d: Tensor, index: int) -> Tensor:
    if ops.prim.is_mkldnn(self.back[index]):
      return ops.mkldnn._linear_pointwise(d, self.back[index], None, "none", annotate(List[Optional[number]], []), "")
    return torch.linear(d, self.back[index])

  def backwards_plus(self: __torch__.Encoder, d: Tensor, index: int, other: Tensor) -> Tensor:
    if ops.prim.is_mkldnn(self.back[index]):
      return ops.mkldnn._linear_pointwise(d, other, self.back[index], None, "add")
    return torch.add_(torch.linear(d, self.back[index]), other)

  # The same numbers as train(), in inference's type and without a graph: [B, d] in float32,
  # followed by what prompt_gradient() needs, which is what every layer norm, attention and
  # activation was given.
  def learn(self: __torch__.Encoder, ids: Tensor, types: Tensor, groups: Tensor, prompts: Tensor) -> List[Tensor]:
    sizes : List[int] = groups.tolist()
    prompt_length = self.rows_ahead(prompts)
    w = self.plain
    sums = self.sums(w, ids, types, sizes, prompts, prompt_length)
    kept = annotate(List[Tensor], [sums])
    x = torch.to(self.norm(w, sums, self.embedding_norm()), self.low_precision)
    for i in range(self.layers):
      base = self.first(w) + 16 * i
      q = torch.slice(x, 0, 0, 0)
      kv = q
      p = 4 * i
      taken = 0
      if i == self.layers - 1:
        kv = self.forwards(x, p + 1)
        x = self.read(x, sizes, prompt_length)
        q = self.forwards(x, p)
        p = p + 1
        taken = 0 if self.pooling == "mean" else 1
      else:
        kv = self.forwards(x, p)
      front = self.layer_prompts(prompts, i)
      if self.deep:
        front = self.forwards(torch.to(front, self.low_precision), self.keys_values(i))
      torch.append(kept, q)
      torch.append(kept, kv)
      torch.append(kept, front)
      middle = self.forwards_plus(self.attend(q, kv, front, sizes, prompt_length, taken), p + 1, x)
      torch.append(kept, middle)
      x1 = self.norm(w, middle, base + 8)
      wide = self.forwards(x1, p + 2)
      torch.append(kept, wide)
      end = self.forwards_plus(self.activate(wide), p + 3, x1)
      torch.append(kept, end)
      x = self.norm(w, end, base + 14)
    out = annotate(List[Tensor], [self.pool(w, torch.to(x, 6), sizes)])
    for tensor in kept:
      torch.append(out, tensor)
    return out

  # Where bind_learning() put keys and values alone.
  def keys_values(self: __torch__.Encoder, layer: int) -> int:
    return 4 * layer + (1 if layer == self.layers - 1 else 4 * (self.layers - layer) + 1 + layer)

  # From the gradient of the pooled vectors, [B, d], to that of the prompts, [B, L, d]. kept is all
  # that learn() returned.
  def prompt_gradient(self: __torch__.Encoder, kept: List[Tensor], groups: Tensor, pooled: Tensor, prompts: Tensor) -> Tensor:
    sizes : List[int] = groups.tolist()
    prompt_length = self.rows_ahead(prompts)
    fronts = annotate(List[Tensor], [])
    d = torch.to(self.pool_gradient(pooled, kept[0], sizes), self.low_precision)
    for j in range(self.layers):
      i = self.layers - 1 - j
      base = self.first(self.plain) + 16 * i
      at = 2 + 6 * i
      last = j == 0
      p = 4 * i + (1 if last else 0)
      end = self.norm_gradient(d, kept[at + 5], base + 14)
      wide = self.activation_gradient(self.backwards(end, p + 3), kept[at + 4])
      middle = self.norm_gradient(self.backwards_plus(wide, p + 2, end), kept[at + 3], base + 8)
      taken = 1 if last and self.pooling != "mean" else 0
      both = self.attend_gradient(kept[at], kept[at + 1], kept[at + 2], self.backwards(middle, p + 1), sizes, prompt_length, taken)
      if self.deep:
        torch.append(fronts, self.backwards(both[2], self.keys_values(i)))
      if self.deep and i == 0:
        return self.deep_gradient(fronts, prompts)
      if last:
        d = self.unread(self.backwards(both[1], p), self.backwards_plus(both[0], p - 1, middle), sizes, prompt_length)
      else:
        d = self.backwards_plus(both[1], p, middle)
    d = self.norm_gradient(torch.to(d, 6), kept[1], self.embedding_norm())
    out = annotate(List[Tensor], [])
    row = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      end_row = row + n * (prompt_length + sizes[2 * g + 1])
      torch.append(out, torch.slice(torch.view(torch.slice(d, 0, row, end_row), [n, -1, self.width]), 1, 0, prompt_length))
      row = end_row
    return torch.cat(out)

  # From the gradients of the layers' shares, last layer first, to that of deep prompts.
  def deep_gradient(self: __torch__.Encoder, fronts: List[Tensor], prompts: Tensor) -> Tensor:
    out = annotate(List[Tensor], [])
    for j in range(len(fronts)):
      torch.append(out, torch.view(fronts[len(fronts) - 1 - j], [torch.size(prompts, 0), -1, self.width]))
    return torch.to(torch.cat(out, 1), 6)

  def norm_gradient(self: __torch__.Encoder, d: Tensor, x: Tensor, index: int) -> Tensor:
    w = self.plain[index]
    b = self.plain[index + 1]
    y, mean, rstd, = torch.native_layer_norm(x, [self.width], w, b, self.epsilon)
    dx, dw, db, = torch.native_layer_norm_backward(d, x, [self.width], mean, rstd, w, b, [True, False, False])
    return dx

  def activation_gradient(self: __torch__.Encoder, d: Tensor, x: Tensor) -> Tensor:
    if self.activation == "relu":
      return torch.threshold_backward(d, x, 0)
    return torch.gelu_backward(d, x, approximate=self.approximation)

  def pool_gradient(self: __torch__.Encoder, d: Tensor, pooled: Tensor, sizes: List[int]) -> Tensor:
    if self.pooling == "cls":
      return d
    if self.pooling == "pooler":
      w = self.plain[len(self.plain) - 2]
      return torch.matmul(torch.mul(d, torch.rsub(torch.mul(pooled, pooled), 1)), w)
    out = annotate(List[Tensor], [])
    row = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      t = sizes[2 * g + 1]
      part = torch.unsqueeze(torch.div(torch.slice(d, 0, row, row + n), t), 1)
      torch.append(out, torch.reshape(torch.expand(part, [n, t, self.width]), [-1, self.width]))
      row = row + n
    return self.joined(out)

  # Adds the gradient of the rows that pooling reads to that of all rows.
  def unread(self: __torch__.Encoder, d: Tensor, rows: Tensor, sizes: List[int], prompt_length: int) -> Tensor:
    row = 0
    taken = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      t = sizes[2 * g + 1]
      count = t if self.pooling == "mean" else 1
      all = torch.view(torch.slice(d, 0, row, row + n * (prompt_length + t)), [n, -1, self.width])
      part = torch.view(torch.slice(rows, 0, taken, taken + n * count), [n, count, self.width])
      torch.add_(torch.slice(all, 1, prompt_length, prompt_length + count), part)
      row = row + n * (prompt_length + t)
      taken = taken + n * count
    return d

  # Gradients of attend()'s q, kv and front, as they were given.
  def attend_gradient(self: __torch__.Encoder, q: Tensor, kv: Tensor, front: Tensor, d: Tensor, sizes: List[int], prompt_length: int, taken: int) -> List[Tensor]:
    dq = annotate(List[Tensor], [])
    dkv = annotate(List[Tensor], [])
    dfront = annotate(List[Tensor], [])
    ahead = self.rows_a_text(front, sizes)
    text = 0
    row = 0
    query = 0
    together = torch.size(q, 0) == 0
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      rows = n * (prompt_length + sizes[2 * g + 1])
      queries = rows if together else n * (taken if taken > 0 else sizes[2 * g + 1])
      parts = self.apart(torch.slice(kv, 0, row, row + rows), n)
      k = parts[len(parts) - 2]
      v = parts[len(parts) - 1]
      if ahead > 0:
        fs = self.apart(torch.slice(front, 0, text * ahead, (text + n) * ahead), n)
        k = torch.cat([fs[0], k], 1)
        v = torch.cat([fs[1], v], 1)
      qs = parts[0] if together else self.apart(torch.slice(q, 0, query, query + queries), n)[0]
      weights = torch.softmax(torch.bmm(qs, torch.transpose(k, 1, 2)), -1)
      mixed = self.apart(torch.slice(d, 0, query, query + queries), n)[0]
      dv = torch.bmm(torch.transpose(weights, 1, 2), mixed)
      scores = torch._softmax_backward_data(torch.bmm(mixed, torch.transpose(v, 1, 2)), weights, -1, self.low_precision)
      dqs = torch.bmm(scores, k)
      dk = torch.bmm(torch.transpose(scores, 1, 2), qs)
      if ahead > 0:
        torch.append(dfront, self.together([torch.slice(dk, 1, 0, ahead), torch.slice(dv, 1, 0, ahead)], n))
        dk = torch.slice(dk, 1, ahead)
        dv = torch.slice(dv, 1, ahead)
        text = text + n
      if together:
        torch.append(dkv, self.together([dqs, dk, dv], n))
      else:
        torch.append(dq, self.together([dqs], n))
        torch.append(dkv, self.together([dk, dv], n))
      row = row + rows
      query = query + queries
    return [q if together else self.joined(dq), self.joined(dkv), self.joined(dfront) if ahead > 0 else front]

  # The reverse of apart().
  def together(self: __torch__.Encoder, parts: List[Tensor], n: int) -> Tensor:
    w = torch.size(parts[0], 2)
    heads = torch.view(torch.stack(parts), [len(parts), n, self.heads, -1, w])
    return torch.reshape(torch.permute(heads, [1, 3, 0, 2, 4]), [-1, len(parts) * self.width])

  # Sums of word, position and type vectors, prompts put in front, normalised: [N, d].
  def embed(self: __torch__.Encoder, w: List[Tensor], ids: Tensor, types: Tensor, sizes: List[int], prompts: Tensor, prompt_length: int) -> Tensor:
    return self.norm(w, self.sums(w, ids, types, sizes, prompts, prompt_length), self.embedding_norm())

  def embedding_norm(self: __torch__.Encoder) -> int:
    return 3 if self.typed else 2

  def sums(self: __torch__.Encoder, w: List[Tensor], ids: Tensor, types: Tensor, sizes: List[int], prompts: Tensor, prompt_length: int) -> Tensor:
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
    return self.joined(out)

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
  # of all three side by side where q has no rows, for all S; front, keys and values of deep
  # prompts, has no rows or L a text. Products of whole batches are faster on a CPU than PyTorch's
  # fused attention as long as texts are short.
  def attend(self: __torch__.Encoder, q: Tensor, kv: Tensor, front: Tensor, sizes: List[int], prompt_length: int, taken: int) -> Tensor:
    if len(sizes) == 2:
      return self.attend_group(q, kv, front, sizes[0])
    rows = annotate(List[int], [])
    queries = annotate(List[int], [])
    ahead = annotate(List[int], [])
    ahead_a_text = self.rows_a_text(front, sizes)
    for g in range(torch.floordiv(len(sizes), 2)):
      n = sizes[2 * g]
      torch.append(rows, n * (prompt_length + sizes[2 * g + 1]))
      torch.append(queries, 0 if torch.size(q, 0) == 0 else n * (taken if taken > 0 else sizes[2 * g + 1]))
      torch.append(ahead, n * ahead_a_text)
    qs = torch.split_with_sizes(q, queries)
    kvs = torch.split_with_sizes(kv, rows)
    fronts = torch.split_with_sizes(front, ahead)
    out = annotate(List[Tensor], [])
    for g in range(len(rows)):
      torch.append(out, self.attend_group(qs[g], kvs[g], fronts[g], sizes[2 * g]))
    return torch.cat(out)

  def rows_a_text(self: __torch__.Encoder, front: Tensor, sizes: List[int]) -> int:
    texts = 0
    for g in range(torch.floordiv(len(sizes), 2)):
      texts = texts + sizes[2 * g]
    return torch.floordiv(torch.size(front, 0), texts)

  def attend_group(self: __torch__.Encoder, q: Tensor, kv: Tensor, front: Tensor, n: int) -> Tensor:
    parts = self.apart(kv, n)
    count = len(parts)
    queries = parts[0] if count == 3 else self.apart(q, n)[0]
    keys = parts[count - 2]
    values = parts[count - 1]
    if torch.size(front, 0) > 0:
      ahead = self.apart(front, n)
      keys = torch.cat([ahead[0], keys], 1)
      values = torch.cat([ahead[1], values], 1)
    weights = torch.softmax(torch.bmm(queries, torch.transpose(keys, 1, 2)), -1)
    mixed = torch.view(torch.bmm(weights, values), [n, self.heads, -1, torch.size(queries, 2)])
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
