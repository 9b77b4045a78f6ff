//! Small convolutional networks: their weights, and how a picture runs through them.
//!
//! Weights are safetensors files with two tensors a layer, `NAME.weight` (outputs, inputs, rows, columns) and `NAME.bias`, in
//! bfloat16; or with weights of 8 bits, whose units `NAME.scale` has for every output. The training script beside them is their
//! source.

mod features;

pub use features::Features;

use ndarray::{Array1, Array2};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError, SafeTensors};
use std::collections::BTreeMap;

/// One convolution.
#[derive(Clone, Debug)]
pub struct Layer {
    /// One row an output; its columns are the inputs' rows of columns.
    weights: Array2<f32>,
    bias: Array1<f32>,
    /// Rows and columns of the kernel.
    kernel: [usize; 2],
}

/// The weights of a network.
#[derive(Clone, Debug)]
pub struct Model {
    layers: BTreeMap<String, Layer>,
}

impl Model {
    /// Reads weights.
    ///
    /// # Errors
    /// Where the bytes are no safetensors file, or a tensor is not of the type and shape that a layer needs.
    pub fn read(bytes: &[u8]) -> Result<Self, SafeTensorError> {
        let file = SafeTensors::deserialize(bytes)?;
        let mut layers = BTreeMap::new();
        for name in file.names() {
            let Some(layer) = name.strip_suffix(".weight") else { continue };
            let (weight, bias) = (file.tensor(name)?, file.tensor(&format!("{layer}.bias"))?);
            let &[outputs, inputs, rows, columns] = weight.shape() else {
                return Err(SafeTensorError::TensorInvalidInfo);
            };
            let [Some(mut weights), Some(bias)] = [&weight, &bias].map(numbers) else {
                return Err(SafeTensorError::TensorInvalidInfo);
            };
            if weight.dtype() == Dtype::I8 {
                let scale = numbers(&file.tensor(&format!("{layer}.scale"))?).unwrap_or_default();
                let each = weights.len() / outputs.max(1);
                for (row, scale) in weights.chunks_exact_mut(each.max(1)).zip(scale) {
                    row.iter_mut().for_each(|weight| *weight *= scale);
                }
            }
            if bias.len() != outputs {
                return Err(SafeTensorError::TensorInvalidInfo);
            }
            let weights = Array2::from_shape_vec((outputs, inputs * rows * columns), weights)
                .map_err(|_| SafeTensorError::TensorInvalidInfo)?;
            layers.insert(layer.to_owned(), Layer { weights, bias: Array1::from_vec(bias), kernel: [rows, columns] });
        }
        Ok(Self { layers })
    }

    /// The layer of a name.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.get(name)
    }
}

/// The numbers of a tensor, of the types that weights are stored in.
fn numbers(tensor: &TensorView<'_>) -> Option<Vec<f32>> {
    let bytes = tensor.data();
    match tensor.dtype() {
        // bfloat16 is the upper half of a 32-bit number.
        Dtype::BF16 => {
            let pairs = bytes.as_chunks::<2>().0.iter();
            Some(pairs.map(|pair| f32::from_bits(u32::from(u16::from_le_bytes(*pair)) << 16)).collect())
        }
        Dtype::F32 => Some(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()),
        Dtype::I8 => Some(bytes.iter().map(|byte| f32::from(byte.cast_signed())).collect()),
        _ => None,
    }
}
